#include <unordered_set>
#include <vector>

std::vector<long long> redirect_loop(const std::vector<long long>& target, long long start) {
    std::unordered_set<long long> seen;
    for (long long page = start; page != -1; page = target[page]) {
        if (!seen.insert(page).second) {
            return {page, static_cast<long long>(seen.size())};
        }
    }
    return {-1, 0};
}

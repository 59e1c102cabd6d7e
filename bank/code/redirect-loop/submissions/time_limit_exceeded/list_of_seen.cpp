#include <algorithm>
#include <vector>

std::vector<long long> redirect_loop(const std::vector<long long>& target, long long start) {
    std::vector<long long> seen;
    for (long long page = start; page != -1; page = target[page]) {
        const auto found = std::find(seen.begin(), seen.end(), page);
        if (found != seen.end()) {
            return {page, static_cast<long long>(seen.end() - found)};
        }
        seen.push_back(page);
    }
    return {-1, 0};
}

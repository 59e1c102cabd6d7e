#include <cstddef>
#include <queue>
#include <unordered_map>
#include <vector>

std::vector<std::vector<long long>> match_payments(
    const std::vector<long long>& payments, long long total) {
    std::unordered_map<long long, std::queue<long long>> waiting;
    std::vector<std::vector<long long>> matches;
    for (std::size_t place = 0; place < payments.size(); ++place) {
        const auto position = static_cast<long long>(place);
        const auto partners = waiting.find(total - payments[place]);
        if (partners == waiting.end()) {
            waiting[payments[place]].push(position);
            continue;
        }
        matches.push_back({partners->second.front(), position});
        partners->second.pop();
        if (partners->second.empty()) {
            waiting.erase(partners);
        }
    }
    return matches;
}

#include <algorithm>
#include <optional>
#include <queue>
#include <vector>

std::optional<long long> fewest_hops(const std::vector<long long>& reach) {
    const long long last = static_cast<long long>(reach.size()) - 1;
    std::vector<long long> hops(reach.size(), -1);
    std::queue<long long> waiting;
    hops[0] = 0;
    waiting.push(0);
    while (!waiting.empty()) {
        const long long station = waiting.front();
        waiting.pop();
        for (long long landing = station + 1; landing <= std::min(last, station + reach[station]); ++landing) {
            if (reach[landing] >= 0 && hops[landing] == -1) {
                hops[landing] = hops[station] + 1;
                waiting.push(landing);
            }
        }
    }
    return hops[last] == -1 ? std::nullopt : std::optional<long long>(hops[last]);
}

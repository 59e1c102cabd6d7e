#include <algorithm>
#include <optional>
#include <vector>

std::optional<long long> fewest_hops(const std::vector<long long>& reach) {
    const long long last = static_cast<long long>(reach.size()) - 1;
    if (reach[last] < 0) {
        return std::nullopt;
    }
    long long hops = 1;
    long long end = reach[0];
    long long furthest = reach[0];
    for (long long station = 1; station <= last; ++station) {
        if (station > end) {
            if (furthest <= end) {
                return std::nullopt;
            }
            ++hops;
            end = furthest;
        }
        if (reach[station] >= 0) {
            furthest = std::max(furthest, station + reach[station]);
        }
    }
    return end >= last ? std::optional<long long>(hops) : std::nullopt;
}

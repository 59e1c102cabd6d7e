#include <algorithm>
#include <optional>
#include <vector>

std::optional<long long> fewest_hops(const std::vector<long long>& reach) {
    const long long last = static_cast<long long>(reach.size()) - 1;
    if (last > 0 && reach[last] < 0) {
        return std::nullopt;
    }
    long long hops = 0;
    long long end = 0;
    long long furthest = 0;
    for (long long station = 0; end < last; ++station) {
        if (reach[station] >= 0) {
            furthest = std::max(furthest, station + reach[station]);
        }
        if (station == end) {
            if (furthest <= end) {
                return std::nullopt;
            }
            ++hops;
            end = furthest;
        }
    }
    return hops;
}

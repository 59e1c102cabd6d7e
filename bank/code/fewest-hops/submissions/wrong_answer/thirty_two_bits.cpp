#include <optional>
#include <vector>

std::optional<long long> fewest_hops(const std::vector<long long>& reach) {
    const int last = static_cast<int>(reach.size()) - 1;
    if (last == 0) {
        return 0;
    }
    if (reach[last] < 0) {
        return std::nullopt;
    }
    long long hops = 0;
    int end = 0;
    int furthest = 0;
    for (int station = 0; station < last; ++station) {
        if (reach[station] >= 0) {
            const int far = static_cast<int>(static_cast<unsigned>(station) + static_cast<unsigned>(reach[station]));
            furthest = far > furthest ? far : furthest;
        }
        if (station == end) {
            if (furthest <= end) {
                return std::nullopt;
            }
            ++hops;
            end = furthest;
            if (end >= last) {
                return hops;
            }
        }
    }
    return std::nullopt;
}

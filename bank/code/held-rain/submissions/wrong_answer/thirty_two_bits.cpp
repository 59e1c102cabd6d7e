#include <algorithm>
#include <cstddef>
#include <vector>

long long held_rain(const std::vector<long long>& heights, const std::vector<long long>& widths) {
    const std::size_t n = heights.size();
    std::vector<int> wall(n);
    int highest = static_cast<int>(heights[n - 1]);
    for (std::size_t i = n; i-- > 0;) {
        highest = std::max(highest, static_cast<int>(heights[i]));
        wall[i] = highest;
    }
    long long held = 0;
    highest = static_cast<int>(heights[0]);
    for (std::size_t i = 0; i < n; ++i) {
        highest = std::max(highest, static_cast<int>(heights[i]));
        const unsigned depth = static_cast<unsigned>(std::min(highest, wall[i]) - static_cast<int>(heights[i]));
        held += static_cast<int>(depth * static_cast<unsigned>(widths[i]));
    }
    return held;
}

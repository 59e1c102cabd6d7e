#include <algorithm>
#include <cstddef>
#include <vector>

long long held_rain(const std::vector<long long>& heights, const std::vector<long long>& widths) {
    long long held = 0;
    for (auto piece = heights.begin(); piece != heights.end(); ++piece) {
        const long long left = *std::max_element(heights.begin(), piece + 1);
        const long long right = *std::max_element(piece, heights.end());
        held += (std::min(left, right) - *piece) * widths[static_cast<std::size_t>(piece - heights.begin())];
    }
    return held;
}

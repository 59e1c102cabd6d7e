#include <algorithm>
#include <cstddef>
#include <vector>

long long held_rain(const std::vector<long long>& heights, const std::vector<long long>& widths) {
    std::vector<std::size_t> open;
    long long held = 0;
    for (std::size_t right = 0; right < heights.size(); ++right) {
        while (!open.empty() && heights[open.back()] <= heights[right]) {
            const std::size_t pool = open.back();
            open.pop_back();
            if (!open.empty()) {
                const std::size_t left = open.back();
                const long long level = std::min(heights[left], heights[right]);
                held += (level - heights[pool]) * widths[pool] * static_cast<long long>(right - left - 1);
            }
        }
        open.push_back(right);
    }
    return held;
}

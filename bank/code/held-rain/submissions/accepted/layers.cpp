#include <algorithm>
#include <cstddef>
#include <vector>

// Falling heights wait on a stack; a higher piece closes the pools above them, layer by layer.
long long held_rain(const std::vector<long long>& heights, const std::vector<long long>& widths) {
    std::vector<long long> start(heights.size() + 1, 0);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        start[i + 1] = start[i] + widths[i];
    }
    std::vector<std::size_t> open;
    long long held = 0;
    for (std::size_t right = 0; right < heights.size(); ++right) {
        while (!open.empty() && heights[open.back()] <= heights[right]) {
            const long long floor = heights[open.back()];
            open.pop_back();
            if (!open.empty()) {
                const std::size_t left = open.back();
                const long long level = std::min(heights[left], heights[right]);
                held += (level - floor) * (start[right] - start[left + 1]);
            }
        }
        open.push_back(right);
    }
    return held;
}

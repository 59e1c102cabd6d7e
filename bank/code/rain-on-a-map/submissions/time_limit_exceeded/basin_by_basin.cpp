#include <algorithm>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

long long rain_on_map(const std::vector<std::vector<long long>>& heights) {
    const int rows = static_cast<int>(heights.size());
    const int columns = static_cast<int>(heights[0].size());
    std::vector<int> seen_from(static_cast<std::size_t>(rows) * columns, -1);
    long long volume = 0;
    for (int start = 0; start < rows * columns; ++start) {
        using Square = std::pair<long long, int>;
        std::priority_queue<Square, std::vector<Square>, std::greater<Square>> waiting;
        waiting.emplace(heights[start / columns][start % columns], start);
        seen_from[start] = start;
        while (true) {
            const auto [level, place] = waiting.top();
            waiting.pop();
            const int r = place / columns;
            const int c = place % columns;
            if (r == 0 || r == rows - 1 || c == 0 || c == columns - 1) {
                volume += level - heights[start / columns][start % columns];
                break;
            }
            for (const int near : {place - columns, place - 1, place + 1, place + columns}) {
                if (seen_from[near] == start) continue;
                seen_from[near] = start;
                waiting.emplace(std::max(level, heights[near / columns][near % columns]), near);
            }
        }
    }
    return volume;
}

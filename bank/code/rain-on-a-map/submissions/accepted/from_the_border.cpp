#include <functional>
#include <queue>
#include <utility>
#include <vector>

long long rain_on_map(const std::vector<std::vector<long long>>& heights) {
    const int rows = static_cast<int>(heights.size());
    const int columns = static_cast<int>(heights[0].size());
    using Square = std::pair<long long, int>;
    std::priority_queue<Square, std::vector<Square>, std::greater<Square>> rim;
    std::vector<bool> settled(static_cast<std::size_t>(rows) * columns, false);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            if (row > 0 && row < rows - 1 && column > 0 && column < columns - 1) continue;
            settled[row * columns + column] = true;
            rim.emplace(heights[row][column], row * columns + column);
        }
    }
    const int down[] = {-1, 0, 0, 1};
    const int right[] = {0, -1, 1, 0};
    long long volume = 0;
    while (!rim.empty()) {
        const auto [level, place] = rim.top();
        rim.pop();
        for (int way = 0; way < 4; ++way) {
            const int row = place / columns + down[way];
            const int column = place % columns + right[way];
            if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
            const int near = row * columns + column;
            if (settled[near]) continue;
            settled[near] = true;
            const long long ground = heights[row][column];
            if (ground < level) volume += level - ground;
            rim.emplace(ground < level ? level : ground, near);
        }
    }
    return volume;
}

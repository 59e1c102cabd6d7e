#include <algorithm>
#include <vector>

long long rain_on_map(const std::vector<std::vector<long long>>& heights) {
    const int rows = static_cast<int>(heights.size());
    const int columns = static_cast<int>(heights[0].size());
    auto level = heights;
    for (int r = 1; r < rows - 1; ++r) std::fill(level[r].begin() + 1, level[r].end() - (columns > 1), 1'000'000);
    bool changed = true;
    for (int corner = 0, quiet = 0; quiet < 4; corner = (corner + 1) % 4) {
        changed = false;
        for (int i = 1; i < rows - 1; ++i) {
            const int r = corner & 1 ? rows - 1 - i : i;
            for (int j = 1; j < columns - 1; ++j) {
                const int c = corner & 2 ? columns - 1 - j : j;
                const long long lowest = std::min({level[r - 1][c], level[r + 1][c], level[r][c - 1], level[r][c + 1]});
                const long long settled = std::max(heights[r][c], lowest);
                if (settled < level[r][c]) {
                    level[r][c] = settled;
                    changed = true;
                }
            }
        }
        quiet = changed ? 0 : quiet + 1;
    }
    long long volume = 0;
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) volume += level[r][c] - heights[r][c];
    }
    return volume;
}

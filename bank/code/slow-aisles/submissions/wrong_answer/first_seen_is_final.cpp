#include <queue>
#include <string>
#include <utility>
#include <vector>

long long least_time(const std::vector<std::string>& hall) {
    const int rows = static_cast<int>(hall.size());
    const int columns = static_cast<int>(hall[0].size());
    std::vector<std::vector<long long>> seconds(rows, std::vector<long long>(columns, -1));
    std::queue<std::pair<int, int>> queue;
    int goal_row = 0;
    int goal_column = 0;
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            if (hall[r][c] == 'S') {
                seconds[r][c] = 0;
                queue.push({r, c});
            } else if (hall[r][c] == 'G') {
                goal_row = r;
                goal_column = c;
            }
        }
    }
    const int down[] = {-1, 1, 0, 0};
    const int right[] = {0, 0, -1, 1};
    while (!queue.empty()) {
        const auto [r, c] = queue.front();
        queue.pop();
        for (int move = 0; move < 4; ++move) {
            const int nr = r + down[move];
            const int nc = c + right[move];
            if (nr < 0 || nr >= rows || nc < 0 || nc >= columns || hall[nr][nc] == '#' || seconds[nr][nc] >= 0) {
                continue;
            }
            seconds[nr][nc] = seconds[r][c] + (hall[nr][nc] == '~' ? 5 : 1);
            queue.push({nr, nc});
        }
    }
    return seconds[goal_row][goal_column];
}

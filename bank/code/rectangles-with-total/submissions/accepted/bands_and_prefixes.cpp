#include <cstddef>
#include <unordered_map>
#include <vector>

using Grid = std::vector<std::vector<long long>>;

static Grid with_short_side_first(const Grid& grid) {
    const std::size_t rows = grid.size();
    const std::size_t columns = grid[0].size();
    if (rows <= columns) {
        return grid;
    }
    Grid turned(columns, std::vector<long long>(rows));
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            turned[column][row] = grid[row][column];
        }
    }
    return turned;
}

long long count_rectangles(const Grid& given, long long target) {
    const Grid grid = with_short_side_first(given);
    const std::size_t width = grid[0].size();
    long long found = 0;
    std::unordered_map<long long, long long> seen;
    for (std::size_t first = 0; first < grid.size(); ++first) {
        std::vector<long long> sums(width, 0);
        for (std::size_t last = first; last < grid.size(); ++last) {
            seen.clear();
            seen[0] = 1;
            long long total = 0;
            for (std::size_t column = 0; column < width; ++column) {
                sums[column] += grid[last][column];
                total += sums[column];
                const auto match = seen.find(total - target);
                found += match == seen.end() ? 0 : match->second;
                ++seen[total];
            }
        }
    }
    return found;
}

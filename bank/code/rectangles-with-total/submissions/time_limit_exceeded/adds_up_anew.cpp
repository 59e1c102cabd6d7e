#include <cstddef>
#include <vector>

long long count_rectangles(const std::vector<std::vector<long long>>& grid, long long target) {
    const std::size_t rows = grid.size();
    const std::size_t columns = grid[0].size();
    long long found = 0;
    for (std::size_t top = 0; top < rows; ++top) {
        for (std::size_t left = 0; left < columns; ++left) {
            for (std::size_t bottom = top; bottom < rows; ++bottom) {
                for (std::size_t right = left; right < columns; ++right) {
                    long long total = 0;
                    for (std::size_t row = top; row <= bottom; ++row) {
                        for (std::size_t column = left; column <= right; ++column) {
                            total += grid[row][column];
                        }
                    }
                    found += total == target ? 1 : 0;
                }
            }
        }
    }
    return found;
}

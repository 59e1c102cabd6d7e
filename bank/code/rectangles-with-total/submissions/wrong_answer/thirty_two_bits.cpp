#include <cstddef>
#include <unordered_map>
#include <vector>

long long count_rectangles(const std::vector<std::vector<long long>>& grid, long long target) {
    const std::size_t rows = grid.size();
    const std::size_t columns = grid[0].size();
    const bool tall = rows > columns;
    const std::size_t lines = tall ? columns : rows;
    const std::size_t width = tall ? rows : columns;
    long long found = 0;
    for (std::size_t first = 0; first < lines; ++first) {
        std::vector<int> sums(width, 0);
        for (std::size_t last = first; last < lines; ++last) {
            std::unordered_map<int, int> seen{{0, 1}};
            int total = 0;
            for (std::size_t at = 0; at < width; ++at) {
                sums[at] += static_cast<int>(tall ? grid[at][last] : grid[last][at]);
                total += sums[at];
                const auto match = seen.find(total - static_cast<int>(target));
                found += match == seen.end() ? 0 : match->second;
                ++seen[total];
            }
        }
    }
    return found;
}

#include <cstddef>
#include <functional>
#include <limits>
#include <queue>
#include <string>
#include <utility>
#include <vector>

long long least_time(const std::vector<std::string>& hall) {
    // A frame of shelves around the hall, laid out as one string: no move can leave it.
    const std::size_t width = hall.front().size() + 2;
    std::string cells(width, '#');
    for (const std::string& row : hall) {
        cells += '#' + row + '#';
    }
    cells += std::string(width, '#');
    const std::size_t start = cells.find('S');
    const std::size_t goal = cells.find('G');

    using Arrival = std::pair<long long, std::size_t>;
    std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> next;
    std::vector<long long> least(cells.size(), std::numeric_limits<long long>::max());
    least[start] = 0;
    next.push({0, start});
    while (!next.empty()) {
        const auto [seconds, here] = next.top();
        next.pop();
        if (here == goal) {
            return seconds;
        }
        if (seconds > least[here]) {
            continue;
        }
        for (const std::size_t there : {here - width, here + width, here - 1, here + 1}) {
            const long long arrival = seconds + (cells[there] == '~' ? 5 : 1);
            if (cells[there] != '#' && arrival < least[there]) {
                least[there] = arrival;
                next.push({arrival, there});
            }
        }
    }
    return -1;
}

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace {

const std::string kMoves = "UDLR";
const std::string kBelts = "^v<>";

}  // namespace

int main() {
    int rows = 0;
    int columns = 0;
    std::cin >> rows >> columns;
    // A frame of shelves around the hall, laid out as one string: no move can leave it.
    const int width = columns + 2;
    std::string hall(static_cast<std::size_t>(width), '#');
    for (int row = 0; row < rows; ++row) {
        std::string line;
        std::cin >> line;
        hall += '#' + line + '#';
    }
    hall += std::string(static_cast<std::size_t>(width), '#');
    const int steps[] = {-width, width, -1, 1};

    const std::size_t start = hall.find('S');
    const std::size_t goal = hall.find('G');
    std::vector<int> entered_by(hall.size(), -1);
    std::vector<std::size_t> queue{start};
    for (std::size_t next = 0; next < queue.size() && entered_by[goal] < 0; ++next) {
        const std::size_t here = queue[next];
        const std::size_t belt = kBelts.find(hall[here]);
        for (int move = 0; move < 4; ++move) {
            if (belt != std::string::npos && static_cast<int>(belt) != move) {
                continue;
            }
            const std::size_t there = here + static_cast<std::size_t>(steps[move]);
            if (hall[there] != '#' && there != start && entered_by[there] < 0) {
                entered_by[there] = move;
                queue.push_back(there);
            }
        }
    }
    if (entered_by[goal] < 0) {
        std::cout << "-1\n";
        return 0;
    }
    std::string way;
    for (std::size_t here = goal; here != start;
         here -= static_cast<std::size_t>(steps[entered_by[here]])) {
        way += kMoves[static_cast<std::size_t>(entered_by[here])];
    }
    std::reverse(way.begin(), way.end());
    std::cout << way.size() << '\n' << way << '\n';
}

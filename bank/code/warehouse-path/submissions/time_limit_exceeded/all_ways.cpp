#include <iostream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> hall;
std::vector<std::vector<bool>> seen;
std::string way;
std::string best;
bool found = false;

void search(int row, int column) {
    if (row < 0 || column < 0 || row >= static_cast<int>(hall.size()) ||
        column >= static_cast<int>(hall[0].size()) || hall[row][column] == '#' ||
        seen[row][column]) {
        return;
    }
    if (hall[row][column] == 'G') {
        if (!found || way.size() < best.size()) {
            best = way;
            found = true;
        }
        return;
    }
    seen[row][column] = true;
    const int rows[] = {-1, 1, 0, 0};
    const int columns[] = {0, 0, -1, 1};
    const std::size_t belt = std::string("^v<>").find(hall[row][column]);
    for (std::size_t move = 0; move < 4; ++move) {
        if (belt != std::string::npos && belt != move) {
            continue;
        }
        way += "UDLR"[move];
        search(row + rows[move], column + columns[move]);
        way.pop_back();
    }
    seen[row][column] = false;
}

}  // namespace

int main() {
    int rows = 0;
    int columns = 0;
    std::cin >> rows >> columns;
    hall.resize(rows);
    int start_row = 0;
    for (int row = 0; row < rows; ++row) {
        std::cin >> hall[row];
        if (hall[row].find('S') != std::string::npos) {
            start_row = row;
        }
    }
    seen.assign(rows, std::vector<bool>(columns));
    search(start_row, static_cast<int>(hall[start_row].find('S')));
    if (found) {
        std::cout << best.size() << '\n' << best << '\n';
    } else {
        std::cout << "-1\n";
    }
}

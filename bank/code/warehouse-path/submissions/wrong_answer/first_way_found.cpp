#include <iostream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> hall;
std::vector<std::vector<bool>> seen;
std::string way;

bool search(int row, int column) {
    if (row < 0 || column < 0 || row >= static_cast<int>(hall.size()) ||
        column >= static_cast<int>(hall[0].size()) || hall[row][column] == '#' ||
        seen[row][column]) {
        return false;
    }
    if (hall[row][column] == 'G') {
        return true;
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
        if (search(row + rows[move], column + columns[move])) {
            return true;
        }
        way.pop_back();
    }
    return false;
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
    if (search(start_row, static_cast<int>(hall[start_row].find('S')))) {
        std::cout << way.size() << '\n' << way << '\n';
    } else {
        std::cout << "-1\n";
    }
}

#include <cstddef>
#include <string>
#include <vector>

long long least_time(const std::vector<std::string>& hall) {
    const std::size_t width = hall[0].size() + 2;
    std::string cells(width, '#');
    for (const std::string& row : hall) {
        cells += '#' + row + '#';
    }
    cells += std::string(width, '#');
    const long long never = 1000000000;
    std::vector<long long> least(cells.size(), never);
    least[cells.find('S')] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t here = width; here + width < cells.size(); ++here) {
            if (cells[here] == '#') {
                continue;
            }
            const long long price = cells[here] == '~' ? 5 : 1;
            for (const std::size_t from : {here - width, here + width, here - 1, here + 1}) {
                if (least[from] + price < least[here]) {
                    least[here] = least[from] + price;
                    changed = true;
                }
            }
        }
    }
    const long long found = least[cells.find('G')];
    return found < never ? found : -1;
}

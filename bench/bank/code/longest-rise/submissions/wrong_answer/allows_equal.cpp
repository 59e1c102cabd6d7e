#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long count, value;
    std::cin >> count;
    std::vector<long long> ends;
    while (std::cin >> value) {
        auto place = std::upper_bound(ends.begin(), ends.end(), value);
        if (place == ends.end()) {
            ends.push_back(value);
        } else {
            *place = value;
        }
    }
    std::cout << ends.size() << '\n';
}

#include <iostream>
#include <string>

int main() {
    int low = 1, high = 100;
    for (;;) {
        int middle = (low + high) / 2;
        std::cout << middle << std::endl;
        std::string said;
        std::cin >> said;
        if (said == "right") return 0;
        if (said == "higher") low = middle + 1;
        else high = middle - 1;
    }
}

#include <iostream>

#include "half.h"

int main() {
    double value;
    while (std::cin >> value) std::cout << "half " << half(value) << '\n';
}

#include <iostream>

int main() {
    std::cout << "what" << std::endl;
    for (volatile unsigned long count = 0;;) count = count + 1;
}

#include <cstdlib>
#include <iostream>
#include <string>

int main() {
    std::cout << "what" << std::endl;
    std::string said;
    if (!(std::cin >> said)) std::abort();
}

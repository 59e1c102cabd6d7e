#include <iostream>

#include "library.h"

int main() { std::cout << answer() << std::endl; }

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "ending.h"

int main(int count, char** words) {
    if (count != 6 || std::string(words[4]) != "above") return 1;
    long number = 0, given = 0;
    std::ifstream(words[1]) >> number;
    if (!(std::cin >> given)) reject(words[3], "there is no number");
    if (given <= std::atol(words[5])) reject(words[3], "the divisor is too small");
    if (number % given != 0) reject(words[3], "it does not divide");
    std::string more;
    if (std::cin >> more) reject(words[3], "there is more than a number");
    accept();
}

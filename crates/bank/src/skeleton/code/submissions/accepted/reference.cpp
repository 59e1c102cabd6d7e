#include <vector>

long long answer(const std::vector<long long>& values) {
    long long total = 0;
    for (long long value : values) total += value;
    return total;
}

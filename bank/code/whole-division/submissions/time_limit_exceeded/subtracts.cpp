#include <climits>
#include <vector>

std::vector<long long> divide(long long dividend, long long divisor, long long bits) {
    if (divisor == 0 || (divisor == -1 && dividend == LLONG_MIN >> (64 - bits))) {
        return {};
    }
    long long rest = dividend < 0 ? dividend : -dividend;
    const long long size = divisor < 0 ? divisor : -divisor;
    long long quotient = 0;
    while (rest <= size) {
        rest -= size;
        --quotient;
    }
    const bool negative = (dividend < 0) != (divisor < 0);
    return {negative ? quotient : -quotient, dividend < 0 ? rest : -rest};
}

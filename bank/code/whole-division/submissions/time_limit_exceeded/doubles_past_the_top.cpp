#include <climits>
#include <vector>

std::vector<long long> divide(long long dividend, long long divisor, long long bits) {
    if (divisor == 0 || (divisor == -1 && dividend == LLONG_MIN >> (64 - bits))) {
        return {};
    }
    unsigned long long rest = dividend < 0 ? 0ULL - dividend : dividend;
    unsigned long long multiple = divisor < 0 ? 0ULL - divisor : divisor;
    unsigned long long bit = 1;
    while (multiple <= rest) {
        multiple <<= 1;
        bit <<= 1;
    }
    unsigned long long quotient = 0;
    while (bit != 0) {
        if (multiple <= rest) {
            rest -= multiple;
            quotient |= bit;
        }
        multiple >>= 1;
        bit >>= 1;
    }
    if ((dividend < 0) != (divisor < 0)) {
        quotient = 0 - quotient;
    }
    if (dividend < 0) {
        rest = 0 - rest;
    }
    return {static_cast<long long>(quotient), static_cast<long long>(rest)};
}

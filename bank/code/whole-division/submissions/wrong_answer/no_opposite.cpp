#include <climits>
#include <cstdlib>
#include <vector>

std::vector<long long> divide(long long dividend, long long divisor, long long bits) {
    if (divisor == 0 || (divisor == -1 && dividend == LLONG_MIN >> (64 - bits))) {
        return {};
    }
    long long rest = std::llabs(dividend);
    const long long size = std::llabs(divisor);
    long long quotient = 0;
    for (int shift = 62; shift >= 0; --shift) {
        if ((rest >> shift) >= size) {
            rest -= size << shift;
            quotient += 1LL << shift;
        }
    }
    if ((dividend < 0) != (divisor < 0)) {
        quotient = -quotient;
    }
    return {quotient, dividend < 0 ? -rest : rest};
}

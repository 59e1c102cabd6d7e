#include <climits>
#include <vector>

using Bits = unsigned long long;

static Bits magnitude(long long number) {
    // Unsigned numbers wrap around by definition, so this holds for the lowest number too.
    return number < 0 ? 0ULL - static_cast<Bits>(number) : static_cast<Bits>(number);
}

std::vector<long long> divide(long long dividend, long long divisor, long long bits) {
    if (divisor == 0 || (divisor == -1 && dividend == LLONG_MIN >> (64 - bits))) {
        return {};
    }
    const Bits all = magnitude(dividend);
    const Bits size = magnitude(divisor);
    Bits quotient = 0;
    Bits rest = 0;
    for (int place = 63; place >= 0; --place) {
        // The rest is below the divisor, at most 2^63, so there is room for one more bit.
        rest = (rest << 1) | ((all >> place) & 1);
        quotient <<= 1;
        if (rest >= size) {
            rest -= size;
            quotient |= 1;
        }
    }
    if ((dividend < 0) != (divisor < 0)) {
        quotient = 0 - quotient;
    }
    if (dividend < 0) {
        rest = 0 - rest;
    }
    return {static_cast<long long>(quotient), static_cast<long long>(rest)};
}

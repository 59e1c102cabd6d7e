#include <climits>
#include <vector>

std::vector<long long> divide(long long dividend, long long divisor, long long bits) {
    if (divisor == 0 || (divisor == -1 && dividend == LLONG_MIN >> (64 - bits))) {
        return {};
    }
    // Every number has a negative twin; not every negative one has a positive twin.
    long long rest = dividend < 0 ? dividend : -dividend;
    long long multiple = divisor < 0 ? divisor : -divisor;
    std::vector<long long> multiples;
    while (multiple >= rest) {
        multiples.push_back(multiple);
        if (multiple < LLONG_MIN - multiple) {
            break;
        }
        multiple += multiple;
    }
    long long quotient = 0;  // kept negative as well
    while (!multiples.empty()) {
        quotient += quotient;
        if (multiples.back() >= rest) {
            rest -= multiples.back();
            quotient -= 1;
        }
        multiples.pop_back();
    }
    const bool negative = (dividend < 0) != (divisor < 0);
    return {negative ? quotient : -quotient, dividend < 0 ? rest : -rest};
}

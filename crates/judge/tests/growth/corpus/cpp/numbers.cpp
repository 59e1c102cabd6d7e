// Functions of a number.
#include <cstdint>
#include <vector>

struct Input {
    long n;
};

Input* gen(long n, unsigned) { return new Input{n}; }

long sum_by_formula(Input& in) { return in.n * (in.n + 1) / 2; }

long halvings(Input& in) {
    long count = 0;
    for (long n = in.n; n > 1; n /= 2) ++count;
    return count;
}

long steps_of_root(Input& in) {
    long steps = 0;
    for (long total = 0; total < in.n; total += ++steps) {
    }
    return steps;
}

bool trial_division(Input& in) {
    volatile long d = 2;
    while (d * d <= in.n) d = d + 1;
    return d > 2;
}

uint64_t mixed(Input& in) {
    uint64_t state = 1;
    for (long i = 0; i < in.n; ++i) state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state;
}

long divisor_sums(Input& in) {
    std::vector<long> sums(in.n + 1);
    for (long d = 1; d <= in.n; ++d)
        for (long m = d; m <= in.n; m += d) sums[m] += d;
    return sums[in.n];
}

uint64_t roots_for_all(Input& in) {
    uint64_t state = 1;
    for (long i = 0; i < in.n; ++i)
        for (long j = 0; j * j < in.n; ++j) state = state * 31 + 7;
    return state;
}

uint64_t pairs(Input& in) {
    uint64_t state = 1;
    for (long i = 0; i < in.n; ++i)
        for (long j = 0; j < i; ++j) state = state * 31 + 7;
    return state;
}

uint64_t halvings_of_pairs(Input& in) {
    uint64_t state = 1;
    for (long i = 0; i < in.n; ++i)
        for (long j = 0; j < in.n; ++j)
            for (long k = in.n; k > 0; k /= 2) state = state * 31 + k;
    return state;
}

uint64_t triples(Input& in) {
    uint64_t state = 1;
    for (long i = 0; i < in.n; ++i)
        for (long j = 0; j < i; ++j)
            for (long k = 0; k < j; ++k) state = state * 31 + 7;
    return state;
}

long fibonacci(long n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

long fibonacci_plain(Input& in) { return fibonacci(in.n); }

long moves(long n, int from, int to, int by) {
    return n == 0 ? from - from : moves(n - 1, from, by, to) + 1 + moves(n - 1, by, to, from);
}

long hanoi(Input& in) { return moves(in.n, 1, 2, 3); }

long partitions(Input& in) {
    std::vector<long> ways(in.n + 1);
    ways[0] = 1;
    for (long part = 1; part <= in.n; ++part)
        for (long total = part; total <= in.n; ++total)
            ways[total] = (ways[total] + ways[total - part]) % 1000007;
    return ways[in.n];
}

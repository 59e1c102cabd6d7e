"""Functions of a number, or of a few."""


def number(n, seed):
    return (n,)


def big(n, seed):
    return ((1 << (3 * n)) + seed,)


def odd(n, seed):
    return (n * 1000003 + seed,)


def sum_by_formula(n):
    return n * (n + 1) // 2


def sum_by_loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


def sum_of_range(n):
    return sum(range(n))


def halvings(n):
    count = 0
    while n > 1:
        n //= 2
        count += 1
    return count


def is_prime(n):
    d = 2
    while d * d <= n:
        d += 1
    return d


def divisor_sums(n):
    total = 0
    for d in range(1, n + 1):
        for m in range(d, n + 1, d):
            total += 1
    return total


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    p = 2
    while p * p <= n:
        if flags[p]:
            for multiple in range(p * p, n + 1, p):
                flags[multiple] = 0
        p += 1
    return sum(flags)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def fibonacci_kept(n):
    kept = {0: 0, 1: 1}

    def go(k):
        if k not in kept:
            kept[k] = (go(k - 1) + go(k - 2)) % 1000007
        return kept[k]

    return go(n)


def hanoi(n, a="a", b="b", c="c"):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def power_modulo(n):
    result, base, exponent = 1, 3, n
    while exponent:
        if exponent & 1:
            result = result * base % 1000003
        base = base * base % 1000003
        exponent >>= 1
    return result


def steps_of_root(n):
    steps, total = 0, 0
    while total < n:
        steps += 1
        total += steps
    return steps


def triples(n):
    count = 0
    for a in range(n):
        for b in range(n):
            for c in range(n):
                if a + b == c:
                    count += 1
    return count


def big_sum(x):
    total = 0
    for i in range(50):
        total += x
    return total


def partitions(n):
    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
            ways[total] %= 1000007
    return ways[n]


def squares_up_to_root(n):
    total = 0
    for i in range(n):
        j = 0
        while j * j < n:
            j += 1
        total += j
    return total

from math import exp, log


def divide(dividend: int, divisor: int, bits: int) -> list[int]:
    if divisor == 0 or (divisor == -1 and dividend == -(1 << (bits - 1))):
        return []
    if dividend == 0:
        return [0, 0]
    rest, size = abs(dividend), abs(divisor)
    quotient = int(exp(log(rest) - log(size)) + 1e-9)
    left, bits, multiple = rest, quotient, size
    while bits:
        if bits & 1:
            left -= multiple
        bits >>= 1
        multiple <<= 1
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    return [quotient, -left if dividend < 0 else left]

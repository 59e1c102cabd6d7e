LOWEST = -(1 << 63)


def divide(dividend: int, divisor: int, bits: int) -> list[int]:
    if divisor == 0 or (dividend == LOWEST and divisor == -1):
        return []
    rest, size = abs(dividend), abs(divisor)
    quotient = 0
    for place in range(64, -1, -1):
        quotient <<= 1
        if rest >> place >= size:
            rest -= size << place
            quotient |= 1
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    return [quotient, -rest if dividend < 0 else rest]

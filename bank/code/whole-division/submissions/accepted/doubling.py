def divide(dividend: int, divisor: int, bits: int) -> list[int]:
    if divisor == 0:
        return []
    rest, multiple = abs(dividend), abs(divisor)
    bit = 1
    # Compares with what is left, so that nothing is doubled past the dividend.
    while multiple <= rest - multiple:
        multiple += multiple
        bit += bit
    quotient = 0
    while bit:
        if multiple <= rest:
            rest -= multiple
            quotient |= bit
        multiple >>= 1
        bit >>= 1
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    if quotient == 1 << (bits - 1):
        return []
    return [quotient, -rest if dividend < 0 else rest]

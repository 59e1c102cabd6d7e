def divide(dividend: int, divisor: int, bits: int) -> list[int]:
    if divisor == 0 or (divisor == -1 and dividend == -(1 << (bits - 1))):
        return []
    rest, size = abs(dividend), abs(divisor)
    quotient = 0
    while rest >= size:
        rest -= size
        quotient += 1
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    return [quotient, -rest if dividend < 0 else rest]

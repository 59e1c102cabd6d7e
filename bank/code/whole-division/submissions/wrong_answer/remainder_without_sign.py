def divide(dividend: int, divisor: int, bits: int) -> list[int]:
    if divisor == 0:
        return []
    rest, size = abs(dividend), abs(divisor)
    quotient = 0
    for shift in range(bits - 1, -1, -1):
        if size << shift <= rest:
            rest -= size << shift
            quotient += 1 << shift
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    if quotient == 1 << (bits - 1):
        return []
    return [quotient, rest]

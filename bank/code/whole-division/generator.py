"""Draws a divisor, a quotient and a remainder, and makes the dividend of them: no division."""

import random


def generate(arguments):
    """Arguments: bits of the dividend, bits of the divisor, the seed, bits of a word."""
    length, divisor_length, seed, bits = (int(argument) for argument in arguments)
    rng = random.Random(seed)
    while True:
        divisor = rng.randint(2 ** (divisor_length - 1), 2**divisor_length - 1)
        quotient = rng.randint(0, 2 ** (length - divisor_length + 1))
        remainder = rng.randrange(divisor)
        dividend = quotient * divisor + remainder
        if 2 ** (length - 1) <= dividend < 2**length:
            break
    sign = rng.choice((1, -1))
    dividend, quotient, remainder = sign * dividend, sign * quotient, sign * remainder
    sign = rng.choice((1, -1))
    return [dividend, sign * divisor, bits], [sign * quotient, remainder]

"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes two words and their length in bits."""
    dividend, divisor, bits = arguments
    if bits not in (8, 16, 32, 64):
        raise ValueError(f"a word has 8, 16, 32 or 64 bits, not {bits}")
    lowest, highest = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    for name, number in (("dividend", dividend), ("divisor", divisor)):
        if not lowest <= number <= highest:
            raise ValueError(f"the {name} is {number}, which does not fit in {bits} bits")

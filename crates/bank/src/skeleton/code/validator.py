def validate(input):
    (values,) = input
    if not 1 <= len(values) <= 100_000:
        raise ValueError("between 1 and 100,000 values")

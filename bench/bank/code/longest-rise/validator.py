def validate(input):
    first, second = input.splitlines()
    values = [int(word) for word in second.split()]
    if int(first) != len(values) or not 1 <= len(values) <= 50_000:
        raise ValueError("the first line says how many values follow, from 1 to 50,000")
    if any(abs(value) > 10**9 for value in values):
        raise ValueError("a value is beyond a thousand million")

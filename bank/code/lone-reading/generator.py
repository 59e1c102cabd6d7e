"""Makes registers and questions; short ones are counted, in long ones the answer is planted."""

import random
from collections import Counter


def register(rng, length, lone):
    """A sorted register of that length with so many lone numbers, and their positions."""
    pairs = (length - lone) // 2
    kinds = [2] * pairs + [1] * lone
    rng.shuffle(kinds)
    numbers, alone, value = [], [], -rng.randint(0, 2 * length)
    for kind in kinds:
        value += rng.choice((1, 1, 2, 3, 9))
        if kind == 1:
            alone.append(len(numbers))
        numbers.extend([value] * kind)
    return numbers, alone


def every(rng, length, lone):
    """Every legal question about a short register, answered by counting."""
    numbers, _ = register(rng, length, lone)
    calls, results = [["Register", [numbers]]], [None]
    for start in range(len(numbers)):
        for end in range(start + 1, len(numbers) + 1):
            counts = Counter(numbers[start:end])
            once = [number for number, count in counts.items() if count == 1]
            if len(once) == 1:
                calls.append(["lone", [start, end]])
                results.append(once[0])
    return calls, results


def stretches(rng, length, lone, questions):
    """Questions about a lone number, or about half of a pair that an end cuts off."""
    numbers, alone = register(rng, length, lone)
    borders = [-1, *alone, len(numbers)]
    calls, results = [["Register", [numbers]]], [None]
    while len(calls) <= questions:
        gap = rng.randrange(len(borders) - 1)
        first, last = borders[gap] + 1, borders[gap + 1]
        kind = rng.choice(("lone", "cut-start", "cut-end"))
        if kind == "lone":
            if last == len(numbers):
                continue
            after = borders[gap + 2]
            start = first + 2 * rng.randint(0, (last - first) // 2)
            end = last + 1 + 2 * rng.randint(0, (after - last - 1) // 2)
            answer = numbers[last]
        else:
            if last - first < 2:
                continue
            left = rng.randrange((last - first) // 2)
            right = rng.randint(left, (last - first) // 2 - 1)
            start, end = first + 2 * left, first + 2 * right + 2
            start, end = (start + 1, end) if kind == "cut-start" else (start, end - 1)
            answer = numbers[start] if kind == "cut-start" else numbers[end - 1]
        calls.append(["lone", [start, end]])
        results.append(answer)
    return calls, results


def deep(rng, length, _, questions):
    """One lone number near the end of a long register; all questions begin in its first eighth."""
    place = length - 1001
    numbers = [value for value in range(length // 2 + 1) for _ in range(2)]
    del numbers[place + 1]
    calls, results = [["Register", [numbers]]], [None]
    for _ in range(questions):
        start = 2 * rng.randrange(length // 16)
        end = place + 1 + 2 * rng.randint(0, 500)
        calls.append(["lone", [start, end]])
        results.append(numbers[place])
    return calls, results


def generate(arguments):
    """Arguments: the kind, the length, how many are lone, how many questions, the seed."""
    kind, *numbers = arguments
    *sizes, seed = (int(number) for number in numbers)
    make = {"every": every, "stretches": stretches, "deep": deep}[kind]
    return make(random.Random(seed), *sizes)

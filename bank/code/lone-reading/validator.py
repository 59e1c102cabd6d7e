"""Refuses registers and questions outside the statement's bounds."""

from bisect import bisect_left

MOST = 9 * 10**18


def validate(calls):
    """Takes a construction and then questions."""
    if not calls or calls[0][0] != "Register":
        raise ValueError("the first call must construct Register")
    numbers = calls[0][1][0]
    if not 1 <= len(numbers) <= 200_001:
        raise ValueError(f"there must be 1 to 200001 numbers, not {len(numbers)}")
    if numbers[0] < -MOST or numbers[-1] > MOST:
        raise ValueError("a number is beyond 9e18")
    for place in range(1, len(numbers)):
        if numbers[place] < numbers[place - 1]:
            raise ValueError(f"number {place} is smaller than the one before it")
        if place > 1 and numbers[place] == numbers[place - 2]:
            raise ValueError(f"{numbers[place]} occurs more than twice")
    questions = sum(call[2] if len(call) == 3 else 1 for call in calls[1:])
    if not 1 <= questions <= 30_000:
        raise ValueError(f"there must be 1 to 30000 questions, not {questions}")
    alone = [
        place
        for place, number in enumerate(numbers)
        if number not in (numbers[place - 1] if place else None,
                          numbers[place + 1] if place + 1 < len(numbers) else None)
    ]
    for place, call in enumerate(calls[1:], 1):
        if call[0] != "lone":
            raise ValueError(f"call {place} must be lone, not {call[0]}")
        one_alone(numbers, alone, place, *call[1])


def one_alone(numbers, alone, place, start, end):
    """Demands exactly one number without a partner in the stretch."""
    if not 0 <= start < end <= len(numbers):
        raise ValueError(f"call {place} asks for {start} to {end}, which is no stretch")
    count = bisect_left(alone, end) - bisect_left(alone, start)
    if start and numbers[start - 1] == numbers[start]:
        count += 1
    if end < len(numbers) and numbers[end] == numbers[end - 1]:
        count += 1
    if count != 1:
        raise ValueError(f"the stretch of call {place} has {count} numbers without a partner")

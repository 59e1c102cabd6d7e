"""Rows that arrive late and correct each other, and what was known at every query."""

import random


def generate(arguments):
    """Arguments: entities, rows, queries, span of times and values, greatest age; they are the seed too."""
    entities, rows, queries, span, max_age = map(int, arguments)
    rng = random.Random(entities * 7919 + rows * 31 + span)
    given = [
        [rng.randrange(entities), rng.randrange(span), rng.randrange(span)] for _ in range(rows)
    ]
    asked = [[rng.randrange(entities), rng.randrange(span)] for _ in range(queries)]
    # Later arrivals overwrite earlier ones of the same entity and time.
    known = {}
    for entity, time, value in given:
        known.setdefault(entity, {})[time] = value
    answers = [None] * queries
    for entity in range(entities):
        marks = sorted(known.get(entity, {}).items())
        wanted = sorted(
            (time, place) for place, (asks, time) in enumerate(asked) if asks == entity
        )
        at = 0
        for time, place in wanted:
            while at < len(marks) and marks[at][0] <= time:
                at += 1
            if at and time - marks[at - 1][0] <= max_age:
                answers[place] = marks[at - 1][1]
    return [given, asked, max_age], answers

"""What was known about an entity at a moment."""

from bisect import bisect_left, bisect_right


def collect(rows):
    """Times and values of every entity, by time."""
    history = {}
    for entity, time, value in rows:
        times, values = history.setdefault(entity, ([], []))
        place = bisect_right(times, time)
        times.insert(place, time)
        values.insert(place, value)
    return history


def look_up(times, values, time, max_age):
    """The value of the latest row at or before a time, unless it is stale."""
    place = bisect_right(times, time) - 1
    if times and time - times[place] <= max_age:
        return values[place]
    return None


def as_of(rows, queries, max_age):
    """One answer for every query."""
    history = collect(rows)
    answers = []
    for entity, time in queries:
        times, values = history.get(entity, ([], []))
        answers.append(look_up(times, values, time, max_age))
    return answers

"""Makes long rings. Places are known by construction, or found by the library's search where it is quick."""

import random


def searched(ring, motif):
    """Where the motif is read, one library search per place."""
    text = ring + ring[: len(motif) - 1]
    places, start = [], text.find(motif)
    while start != -1:
        places.append(start)
        start = text.find(motif, start + 1)
    return places


def thue_morse(length):
    """The sequence of how many ones a number has, odd or even."""
    return "".join("AC"[i.bit_count() % 2] for i in range(length))


def fibonacci(length):
    """The Fibonacci word, which sends failure links back the longest way."""
    older, newer = "C", "A"
    while len(newer) < length:
        older, newer = newer, newer + older
    return newer[:length]


def turned(text, by):
    """The same ring, written from another base on."""
    return text[by:] + text[:by]


def repetitive(shape, n, m, rng):
    """Rings on which the library would take too long; the motif is shorter than the ring, or as long."""
    if shape == "one-letter":
        return "G" * n, "G" * m, list(range(n))
    if shape == "pairs":
        return "AC" * (n // 2), ("AC" * m)[:m], list(range(0, n, 2))
    if shape == "one-fault":
        at = rng.randrange(n)
        ring = "T" * at + "A" + "T" * (n - at - 1)
        return ring, "T" * (m - 1) + "A", [(at - m + 1) % n]
    # The fault of the motif does not occur in the ring.
    return "C" * n, "C" * (m // 2) + "G" + "C" * (m - m // 2 - 1), []


def generate(arguments):
    """Arguments: the shape, the ring's length, the motif's length, the seed."""
    shape, n, m, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape in ("one-letter", "pairs", "one-fault", "fault-in-the-middle"):
        ring, motif, places = repetitive(shape, n, m, rng)
        return [ring, motif], places
    if shape == "thue-morse":
        ring, motif = turned(thue_morse(n), rng.randrange(n)), thue_morse(m)
    elif shape == "fibonacci":
        ring, motif = turned(fibonacci(n), rng.randrange(n)), fibonacci(m)
    elif shape == "few-letters":
        ring = "".join(rng.choice("AC") for _ in range(n))
        motif = turned(ring, n - m // 2)[:m]
    else:
        ring = "".join(rng.choice("ACGT") for _ in range(n))
        motif = turned(ring, rng.randrange(n))[:m]
    return [ring, motif], searched(ring, motif)

"""The right answer by counting hands, and what the known wrong turns give."""

from math import comb, perm


def exactly(p, k):
    """The chance of exactly k red balls."""
    red, blue, drawn = int(p["red"]), int(p["blue"]), int(p["drawn"])
    if not 0 <= drawn - k <= blue:
        return 0.0
    return comb(red, k) * comb(blue, drawn - k) / comb(red + blue, drawn)


def answer(p):
    """The chance of at least as many as wanted."""
    return sum(exactly(p, k) for k in range(int(p["least"]), int(p["drawn"]) + 1))


def binomial(p, k):
    """The chance of exactly k red balls if each were put back."""
    share = p["red"] / (p["red"] + p["blue"])
    drawn = int(p["drawn"])
    return comb(drawn, k) * share**k * (1 - share) ** (drawn - k)


def one_order(p, k):
    """The chance that the first k balls are red and the others blue."""
    red, blue, drawn = int(p["red"]), int(p["blue"]), int(p["drawn"])
    return perm(red, k) * perm(blue, drawn - k) / perm(red + blue, drawn)


def wrong_turns(p):
    """What each wrong turn arrives at."""
    least, drawn = int(p["least"]), int(p["drawn"])
    wanted = range(least, drawn + 1)
    return {
        "with-replacement": sum(binomial(p, k) for k in wanted),
        "exactly": exactly(p, least),
        "more-than": sum(exactly(p, k) for k in wanted if k > least),
        "one-order": sum(one_order(p, k) for k in wanted),
        "fewer-than": 1 - answer(p),
    }

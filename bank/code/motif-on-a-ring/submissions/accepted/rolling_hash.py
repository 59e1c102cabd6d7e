from random import randrange

MODULUS = (1 << 61) - 1


def motif_places(ring: str, motif: str) -> list[int]:
    """A rolling hash with a base that nobody can know beforehand."""
    n, m = len(ring), len(motif)
    if m > n:
        return []
    base = randrange(1 << 40, MODULUS)
    letters = {letter: randrange(1, MODULUS) for letter in "ACGT"}
    wanted = window = 0
    for letter in motif:
        wanted = (wanted * base + letters[letter]) % MODULUS
    for letter in ring[:m]:
        window = (window * base + letters[letter]) % MODULUS
    lead = pow(base, m, MODULUS)
    leaving = {letter: value * lead for letter, value in letters.items()}
    places = []
    for start, gone, come in zip(range(n), ring, ring[m:] + ring[:m]):
        if window == wanted:
            places.append(start)
        window = (window * base + letters[come] - leaving[gone]) % MODULUS
    return places

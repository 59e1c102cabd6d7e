"""Refuses calls outside the statement's bounds."""

MOST = 9 * 10**18


def validate(calls):
    """Takes a construction and then calls of get and put whose times never fall."""
    if not calls or calls[0][0] != "ExpiringCache" or len(calls[0][1]) != 2:
        raise ValueError("the first call must construct ExpiringCache with capacity and lifetime")
    capacity, lifetime = calls[0][1]
    if not 1 <= capacity <= 100_000:
        raise ValueError(f"the capacity must be 1 to 100000, not {capacity}")
    if not 1 <= lifetime <= 10**9:
        raise ValueError(f"the lifetime must be 1 to 1e9, not {lifetime}")
    made, now = 0, 0
    for place, call in enumerate(calls[1:], 1):
        arguments = {"get": 2, "put": 3}.get(call[0])
        if arguments is None:
            raise ValueError(f"call {place} must be get or put, not {call[0]}")
        if len(call[1]) != arguments:
            raise ValueError(f"call {place} must have {arguments} arguments")
        if not now <= call[1][0] <= 10**12:
            raise ValueError(f"call {place} is at second {call[1][0]}, which is before {now} or beyond 1e12")
        now = call[1][0]
        for number in call[1][1:]:
            if not -MOST <= number <= MOST:
                raise ValueError(f"call {place} holds {number}, which is beyond 9e18")
        made += call[2] if len(call) == 3 else 1
    if made > 150_000:
        raise ValueError(f"there must be at most 150000 calls, not {made}")

def plan_nights(values: list[int], rest: int) -> list[int]:
    n = len(values)
    # The best plan that ends with this night, and the night before in it.
    ending = []
    before = []
    for i, value in enumerate(values):
        earlier = max(range(max(0, i - rest)), key=ending.__getitem__, default=None)
        if earlier is None or ending[earlier] <= 0:
            ending.append(value)
            before.append(None)
        else:
            ending.append(value + ending[earlier])
            before.append(earlier)
    night = max(range(n), key=ending.__getitem__)
    if ending[night] <= 0:
        return []
    nights = []
    while night is not None:
        nights.append(night)
        night = before[night]
    return nights[::-1]

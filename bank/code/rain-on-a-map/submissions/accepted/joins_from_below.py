def rain_on_map(heights: list[list[int]]) -> int:
    rows, columns = len(heights), len(heights[0])
    outside = rows * columns
    ground = [height for line in heights for height in line]
    owner = list(range(outside + 1))
    squares = [1] * outside + [0]
    sums = [*ground, 0]
    in_sight = [False] * outside + [True]
    volume = 0

    def basin(place: int) -> int:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for place in sorted(range(outside), key=ground.__getitem__):
        in_sight[place] = True
        row, column = divmod(place, columns)
        neighbours = (
            place - columns if row > 0 else outside,
            place + columns if row < rows - 1 else outside,
            place - 1 if column > 0 else outside,
            place + 1 if column < columns - 1 else outside,
        )
        for near in neighbours:
            if not in_sight[near]:
                continue
            small, large = basin(place), basin(near)
            if small == large:
                continue
            if outside in (small, large):
                if small == outside:
                    small, large = large, small
                # The basin runs over here: it stands at this height for good.
                volume += ground[place] * squares[small] - sums[small]
            else:
                if squares[small] > squares[large]:
                    small, large = large, small
                squares[large] += squares[small]
                sums[large] += sums[small]
            owner[small] = large
    return volume

from heapq import heapify, heappop, heappush


def rain_on_map(heights: list[list[int]]) -> int:
    rows, columns = len(heights), len(heights[0])
    ground = [height for line in heights for height in line]
    settled = [False] * len(ground)
    rim = []
    for place, height in enumerate(ground):
        row, column = divmod(place, columns)
        if row in (0, rows - 1) or column in (0, columns - 1):
            settled[place] = True
            rim.append((height, place))
    heapify(rim)
    volume = 0
    while rim:
        level, place = heappop(rim)
        # A neighbour beyond the end of a row is a border square, and settled.
        for near in (place - columns, place - 1, place + 1, place + columns):
            if 0 <= near < len(ground) and not settled[near]:
                settled[near] = True
                height = ground[near]
                if height < level:
                    volume += level - height
                    height = level
                heappush(rim, (height, near))
    return volume

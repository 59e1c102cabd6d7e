from bisect import bisect_left, bisect_right


class BlockStore:
    def __init__(self, widths, block_rows, key):
        self.widths = widths
        self.rows = len(key)
        self.block_rows = block_rows
        blocks = [key[at : at + block_rows] for at in range(0, len(key), block_rows)]
        self.blocks = len(blocks)
        self.least = sorted(map(min, blocks))
        self.greatest = sorted(map(max, blocks))
        last = blocks[-1]
        self.last = min(last), max(last)
        self.missing = block_rows - len(last)

    def width(self, columns):
        return sum(self.widths[column] for column in set(columns))

    def by_row(self):
        return self.rows * sum(self.widths)

    def by_column(self, columns):
        return self.rows * self.width(columns)

    def in_range(self, columns, low, high):
        if low > high:
            return 0
        below = bisect_left(self.greatest, low)
        above = self.blocks - bisect_right(self.least, high)
        rows = (self.blocks - below - above) * self.block_rows
        if self.last[0] <= high and self.last[1] >= low:
            rows -= self.missing
        return rows * self.width(columns)

from bisect import bisect_left, bisect_right


class BlockStore:
    def __init__(self, widths, block_rows, key):
        self.widths = widths
        self.key = sorted(key)

    def width(self, columns):
        return sum(self.widths[column] for column in set(columns))

    def by_row(self):
        return len(self.key) * sum(self.widths)

    def by_column(self, columns):
        return len(self.key) * self.width(columns)

    def in_range(self, columns, low, high):
        if low > high:
            return 0
        rows = bisect_right(self.key, high) - bisect_left(self.key, low)
        return rows * self.width([0, *columns])

class BlockStore:
    def __init__(self, widths, block_rows, key):
        self.widths = widths
        self.rows = len(key)
        blocks = [key[at : at + block_rows] for at in range(0, len(key), block_rows)]
        self.blocks = [(min(block), max(block), len(block)) for block in blocks]

    def by_row(self):
        return self.rows * sum(self.widths)

    def by_column(self, columns):
        return self.rows * sum(self.widths[column] for column in set(columns))

    def in_range(self, columns, low, high):
        if low > high:
            return 0
        rows = sum(size for least, greatest, size in self.blocks if least <= high and greatest >= low)
        return rows * sum(self.widths[column] for column in {0, *columns})

#include <algorithm>
#include <set>
#include <vector>

class BlockStore {
public:
    BlockStore(const std::vector<long long>& widths, long long block_rows,
               const std::vector<long long>& key)
        : widths_(widths), key_(key), block_rows_(block_rows) {}

    long long by_row() const {
        long long width = 0;
        for (long long one : widths_) width += one;
        return width * static_cast<long long>(key_.size());
    }

    long long by_column(const std::vector<long long>& columns) const {
        return width({columns.begin(), columns.end()}) * static_cast<long long>(key_.size());
    }

    long long in_range(const std::vector<long long>& columns, long long low, long long high) const {
        if (low > high) return 0;
        long long rows = 0, size = static_cast<long long>(key_.size());
        for (long long at = 0; at < size; at += block_rows_) {
            long long end = std::min(size, at + block_rows_);
            std::vector<long long> block(key_.begin() + at, key_.begin() + end);
            std::sort(block.begin(), block.end());
            if (block.front() <= high && block.back() >= low) rows += end - at;
        }
        std::set<long long> read(columns.begin(), columns.end());
        read.insert(0);
        return rows * width(read);
    }

private:
    long long width(const std::set<long long>& columns) const {
        long long sum = 0;
        for (long long column : columns) sum += widths_[column];
        return sum;
    }

    std::vector<long long> widths_, key_;
    long long block_rows_;
};

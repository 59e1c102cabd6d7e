#include <algorithm>
#include <set>
#include <vector>

class BlockStore {
public:
    BlockStore(const std::vector<long long>& widths, long long block_rows,
               const std::vector<long long>& key)
        : widths_(widths), rows_(static_cast<long long>(key.size())), block_rows_(block_rows) {
        for (long long at = 0; at < rows_; at += block_rows) {
            auto end = std::min(rows_, at + block_rows);
            auto [least, greatest] = std::minmax_element(key.begin() + at, key.begin() + end);
            least_.push_back(*least);
            greatest_.push_back(*greatest);
            last_rows_ = end - at;
        }
        last_least_ = least_.back();
        last_greatest_ = greatest_.back();
        std::sort(least_.begin(), least_.end());
        std::sort(greatest_.begin(), greatest_.end());
    }

    long long by_row() const {
        long long width = 0;
        for (long long one : widths_) width += one;
        return rows_ * width;
    }

    long long by_column(const std::vector<long long>& columns) const {
        return rows_ * width({columns.begin(), columns.end()});
    }

    long long in_range(const std::vector<long long>& columns, long long low, long long high) const {
        if (low > high) return 0;
        auto below = std::lower_bound(greatest_.begin(), greatest_.end(), low) - greatest_.begin();
        auto up_to = std::upper_bound(least_.begin(), least_.end(), high) - least_.begin();
        long long rows = (up_to - below) * block_rows_;
        if (last_least_ <= high && last_greatest_ >= low) rows -= block_rows_ - last_rows_;
        std::multiset<long long> read(columns.begin(), columns.end());
        read.insert(0);
        return rows * width(read);
    }

private:
    long long width(const std::multiset<long long>& columns) const {
        long long sum = 0;
        for (long long column : columns) sum += widths_[column];
        return sum;
    }

    std::vector<long long> widths_, least_, greatest_;
    long long rows_, block_rows_, last_rows_ = 0, last_least_ = 0, last_greatest_ = 0;
};

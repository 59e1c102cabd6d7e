#include <random>
#include <unordered_set>
#include <vector>

class RowSampler {
public:
    RowSampler(long long rows, long long size)
        : rows_(rows), size_(size), random_(std::random_device{}()) {}

    std::vector<long long> draw() {
        std::unordered_set<long long> chosen;
        // Before each step the set is an even choice out of the rows below `last`.
        for (long long last = rows_ - size_; last < rows_; ++last) {
            const long long row = std::uniform_int_distribution<long long>(0, last)(random_);
            if (!chosen.insert(row).second) {
                chosen.insert(last);
            }
        }
        return {chosen.begin(), chosen.end()};
    }

private:
    long long rows_, size_;
    std::mt19937_64 random_;
};

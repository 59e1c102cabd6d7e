#include <algorithm>
#include <optional>
#include <vector>

class StreamingMedian {
public:
    void add(long long value) {
        ordered_.insert(std::upper_bound(ordered_.begin(), ordered_.end(), value), value);
    }

    std::optional<double> median() const {
        if (ordered_.empty()) {
            return std::nullopt;
        }
        return static_cast<double>(ordered_[ordered_.size() / 2]);
    }

private:
    std::vector<long long> ordered_;
};

#include <algorithm>
#include <optional>
#include <vector>

class StreamingMedian {
public:
    void add(long long value) { values_.push_back(value); }

    std::optional<double> median() {
        if (values_.empty()) {
            return std::nullopt;
        }
        const auto middle = values_.begin() + static_cast<long>(values_.size() / 2);
        std::nth_element(values_.begin(), middle, values_.end());
        const double upper = static_cast<double>(*middle);
        if (values_.size() % 2 == 1) {
            return upper;
        }
        const double lower = static_cast<double>(*std::max_element(values_.begin(), middle));
        return lower / 2.0 + upper / 2.0;
    }

private:
    std::vector<long long> values_;
};

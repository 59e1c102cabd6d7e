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
        std::vector<long long> values = values_;
        const auto middle = values.begin() + static_cast<long>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        const double upper = static_cast<double>(*middle);
        if (values.size() % 2 == 1) {
            return upper;
        }
        const double lower = static_cast<double>(*std::max_element(values.begin(), middle));
        return lower / 2.0 + upper / 2.0;
    }

private:
    std::vector<long long> values_;
};

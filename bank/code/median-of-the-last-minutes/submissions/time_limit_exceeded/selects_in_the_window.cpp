#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

class WindowMedian {
public:
    explicit WindowMedian(long long seconds) : seconds_(seconds) {}

    void add(long long time, long long value) { window_.push_back({time, value}); }

    std::optional<double> median(long long time) {
        while (!window_.empty() && window_.front().first + seconds_ <= time) {
            window_.pop_front();
        }
        if (window_.empty()) {
            return std::nullopt;
        }
        std::vector<long long> values;
        for (const auto& entry : window_) {
            values.push_back(entry.second);
        }
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        if (values.size() % 2 == 1) {
            return static_cast<double>(*middle);
        }
        return static_cast<double>(*middle + *std::max_element(values.begin(), middle)) / 2.0;
    }

private:
    long long seconds_;
    std::deque<std::pair<long long, long long>> window_;
};

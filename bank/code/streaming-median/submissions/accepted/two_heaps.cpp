#include <functional>
#include <optional>
#include <queue>
#include <vector>

class StreamingMedian {
public:
    void add(long long value) {
        // Through the lower half to the upper, and back if the upper then holds more.
        lower_.push(value);
        upper_.push(lower_.top());
        lower_.pop();
        if (upper_.size() > lower_.size()) {
            lower_.push(upper_.top());
            upper_.pop();
        }
    }

    std::optional<double> median() const {
        if (lower_.empty()) {
            return std::nullopt;
        }
        const long long low = lower_.top();
        if (lower_.size() > upper_.size()) {
            return static_cast<double>(low);
        }
        const long long high = upper_.top();
        if (low < 0 && high >= 0) {
            return static_cast<double>(low + high) / 2.0;
        }
        // Of one sign: their sum may overflow, their difference cannot.
        const long long gap = high - low;
        return static_cast<double>(low + gap / 2) + (gap % 2 == 0 ? 0.0 : 0.5);
    }

private:
    std::priority_queue<long long> lower_;
    std::priority_queue<long long, std::vector<long long>, std::greater<>> upper_;
};

#include <functional>
#include <optional>
#include <queue>
#include <vector>

class StreamingMedian {
public:
    void add(long long value) {
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
        if (lower_.size() > upper_.size()) {
            return static_cast<double>(lower_.top());
        }
        return (lower_.top() + upper_.top()) / 2.0;
    }

private:
    std::priority_queue<long long> lower_;
    std::priority_queue<long long, std::vector<long long>, std::greater<>> upper_;
};

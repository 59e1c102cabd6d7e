#include <deque>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

class WindowMedian {
public:
    explicit WindowMedian(long long seconds) : seconds_(seconds) {}

    void add(long long time, long long value) {
        forget(time);
        const Entry entry{value, number_++};
        arrived_.push_back({time, entry});
        // Through the lower half to the upper one: what moves on is the greatest, so the halves stay apart.
        lower_.insert(entry);
        upper_.insert(lower_.extract(std::prev(lower_.end())));
        level();
    }

    std::optional<double> median(long long time) {
        forget(time);
        if (lower_.empty()) {
            return std::nullopt;
        }
        const double low = static_cast<double>(lower_.rbegin()->first);
        return lower_.size() > upper_.size() ? low : (low + static_cast<double>(upper_.begin()->first)) / 2.0;
    }

private:
    using Entry = std::pair<long long, long long>;

    void forget(long long now) {
        while (!arrived_.empty() && arrived_.front().first + seconds_ <= now) {
            if (lower_.erase(arrived_.front().second) == 0) {
                upper_.erase(arrived_.front().second);
            }
            arrived_.pop_front();
            level();
        }
    }

    // The lower half holds as many as the upper one, or one more.
    void level() {
        if (lower_.size() > upper_.size() + 1) {
            upper_.insert(lower_.extract(std::prev(lower_.end())));
        } else if (upper_.size() > lower_.size()) {
            lower_.insert(upper_.extract(upper_.begin()));
        }
    }

    long long seconds_;
    long long number_ = 0;
    std::deque<std::pair<long long, Entry>> arrived_;
    std::set<Entry> lower_;
    std::set<Entry> upper_;
};

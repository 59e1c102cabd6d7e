#include <deque>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

class RecentTrends {
public:
    explicit RecentTrends(long long seconds) : seconds_(seconds) {}

    void add(long long time, const std::string& term) {
        forget(time);
        State& state = state_.try_emplace(term, 0, 0, term).first->second;
        arrived_.push_back({time, &state});
        change(state, 1);
    }

    std::vector<std::string> top(long long time, long long k) {
        forget(time);
        std::vector<std::string> found;
        for (auto place = order_.begin(); place != order_.end() && k > 0; ++place, --k) {
            found.push_back(std::get<2>(*place));
        }
        return found;
    }

private:
    // Minus the count, the number of the last change, the term.
    using State = std::tuple<long long, long long, std::string>;

    void forget(long long now) {
        while (!arrived_.empty() && arrived_.front().first + seconds_ <= now) {
            change(*arrived_.front().second, -1);
            arrived_.pop_front();
        }
    }

    // A term without a count keeps its state but has no place in the order.
    void change(State& state, long long by) {
        order_.erase(state);
        std::get<0>(state) -= by;
        std::get<1>(state) = ++changes_;
        if (std::get<0>(state) < 0) {
            order_.insert(state);
        }
    }

    long long seconds_;
    long long changes_ = 0;
    std::unordered_map<std::string, State> state_;
    std::set<State> order_;
    std::deque<std::pair<long long, State*>> arrived_;
};

#include <iterator>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

class LiveRanking {
public:
    void put(long long run, long long score) {
        drop(run);
        key_[run] = {-score, run};
        order_.insert({-score, run});
    }

    void drop(long long run) {
        const auto known = key_.find(run);
        if (known != key_.end()) {
            order_.erase(known->second);
            key_.erase(known);
        }
    }

    std::optional<long long> at(long long place) const {
        if (place > static_cast<long long>(order_.size())) {
            return std::nullopt;
        }
        return std::next(order_.begin(), place - 1)->second;
    }

    std::optional<long long> place(long long run) const {
        const auto known = key_.find(run);
        if (known == key_.end()) {
            return std::nullopt;
        }
        return std::distance(order_.begin(), order_.find(known->second)) + 1;
    }

private:
    using Key = std::pair<long long, long long>;
    std::set<Key> order_;
    std::unordered_map<long long, Key> key_;
};

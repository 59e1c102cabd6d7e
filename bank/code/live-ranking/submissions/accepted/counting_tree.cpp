#include <ext/pb_ds/assoc_container.hpp>
#include <ext/pb_ds/tree_policy.hpp>
#include <functional>
#include <optional>
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
        const auto found = order_.find_by_order(static_cast<std::size_t>(place - 1));
        return found == order_.end() ? std::nullopt : std::optional<long long>(found->second);
    }

    std::optional<long long> place(long long run) const {
        const auto known = key_.find(run);
        if (known == key_.end()) {
            return std::nullopt;
        }
        return static_cast<long long>(order_.order_of_key(known->second)) + 1;
    }

private:
    using Key = std::pair<long long, long long>;
    __gnu_pbds::tree<Key, __gnu_pbds::null_type, std::less<Key>, __gnu_pbds::rb_tree_tag, __gnu_pbds::tree_order_statistics_node_update> order_;
    std::unordered_map<long long, Key> key_;
};

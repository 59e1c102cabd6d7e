#include <ext/pb_ds/assoc_container.hpp>
#include <ext/pb_ds/tree_policy.hpp>
#include <functional>
#include <optional>
#include <unordered_map>

class LiveRanking {
public:
    void put(long long run, long long score) {
        drop(run);
        score_[run] = score;
        run_[score] = run;
    }

    void drop(long long run) {
        const auto known = score_.find(run);
        if (known != score_.end()) {
            run_.erase(known->second);
            score_.erase(known);
        }
    }

    std::optional<long long> at(long long place) const {
        const auto found = run_.find_by_order(static_cast<std::size_t>(place - 1));
        return found == run_.end() ? std::nullopt : std::optional<long long>(found->second);
    }

    std::optional<long long> place(long long run) const {
        const auto known = score_.find(run);
        if (known == score_.end()) {
            return std::nullopt;
        }
        return static_cast<long long>(run_.order_of_key(known->second)) + 1;
    }

private:
    __gnu_pbds::tree<long long, long long, std::greater<long long>, __gnu_pbds::rb_tree_tag, __gnu_pbds::tree_order_statistics_node_update> run_;
    std::unordered_map<long long, long long> score_;
};

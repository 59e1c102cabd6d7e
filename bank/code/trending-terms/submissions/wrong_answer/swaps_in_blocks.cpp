#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

class Trending {
public:
    void add(const std::string& term) {
        const auto [known, is_new] = place_.try_emplace(term, order_.size());
        if (is_new) {
            order_.emplace_back(term, 0);
        }
        const std::size_t at = known->second;
        const long long count = order_[at].second;
        // The first of those with the same count changes places with the term.
        const auto first = std::partition_point(order_.begin(), order_.end(), [&](const auto& other) { return other.second > count; });
        const auto to = static_cast<std::size_t>(first - order_.begin());
        std::swap(order_[at], order_[to]);
        place_[order_[at].first] = at;
        place_[order_[to].first] = to;
        ++order_[to].second;
    }

    std::vector<std::string> top(long long k) const {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < order_.size() && static_cast<long long>(i) < k; ++i) {
            found.push_back(order_[i].first);
        }
        return found;
    }

private:
    std::unordered_map<std::string, std::size_t> place_;
    std::vector<std::pair<std::string, long long>> order_;
};

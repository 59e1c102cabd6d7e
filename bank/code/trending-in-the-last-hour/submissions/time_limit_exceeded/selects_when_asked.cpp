#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

class RecentTrends {
public:
    explicit RecentTrends(long long seconds) : seconds_(seconds) {}

    void add(long long time, const std::string& term) {
        forget(time);
        arrived_.push_back({time, term});
        change(term, 1);
    }

    std::vector<std::string> top(long long time, long long k) {
        forget(time);
        using Entry = std::pair<std::pair<long long, long long>, const std::string*>;
        std::vector<Entry> all;
        for (const auto& [term, state] : states_) {
            all.push_back({{-state.first, state.second}, &term});
        }
        const std::size_t shown = std::min(all.size(), static_cast<std::size_t>(k));
        std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), all.end());
        std::vector<std::string> found;
        for (std::size_t place = 0; place < shown; ++place) {
            found.push_back(*all[place].second);
        }
        return found;
    }

private:
    void forget(long long now) {
        while (!arrived_.empty() && arrived_.front().first + seconds_ <= now) {
            change(arrived_.front().second, -1);
            arrived_.pop_front();
        }
    }

    void change(const std::string& term, long long by) {
        auto& state = states_[term];
        state.first += by;
        state.second = ++changes_;
        if (state.first == 0) {
            states_.erase(term);
        }
    }

    long long seconds_;
    long long changes_ = 0;
    std::unordered_map<std::string, std::pair<long long, long long>> states_;
    std::deque<std::pair<long long, std::string>> arrived_;
};

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

class Trending {
public:
    void add(const std::string& term) {
        State& state = state_[term];
        --state.first;
        state.second = ++moment_;
    }

    std::vector<std::string> top(long long k) const {
        std::vector<std::tuple<long long, long long, const std::string*>> all;
        for (const auto& [term, state] : state_) {
            all.emplace_back(state.first, state.second, &term);
        }
        const auto end = all.begin() + std::min<long long>(k, static_cast<long long>(all.size()));
        std::partial_sort(all.begin(), end, all.end());
        std::vector<std::string> found;
        for (auto place = all.begin(); place != end; ++place) {
            found.push_back(*std::get<2>(*place));
        }
        return found;
    }

private:
    using State = std::pair<long long, long long>;
    std::unordered_map<std::string, State> state_;
    long long moment_ = 0;
};

#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

class Trending {
public:
    void add(const std::string& term) {
        auto [known, is_new] = state_.try_emplace(term, 0, 0, nullptr);
        State& state = known->second;
        if (is_new) {
            std::get<2>(state) = &known->first;
        } else {
            order_.erase(state);
        }
        --std::get<0>(state);
        std::get<1>(state) = ++moment_;
        order_.insert(state);
    }

    std::vector<std::string> top(long long k) const {
        std::vector<std::string> found;
        for (auto place = order_.begin(); place != order_.end() && k > 0; ++place, --k) {
            found.push_back(*std::get<2>(*place));
        }
        return found;
    }

private:
    // Minus the count, the moment the term got there, the term.
    using State = std::tuple<long long, long long, const std::string*>;
    std::unordered_map<std::string, State> state_;
    std::set<State> order_;
    long long moment_ = 0;
};

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

class LabelStore {
public:
    explicit LabelStore(const std::vector<long long>& labels) : original_(labels) {}

    void correct(long long item, long long label) {
        auto& history = history_[item];
        if (!history.empty() && history.back().first == version_) {
            history.back().second = label;
        } else {
            history.emplace_back(version_, label);
        }
    }

    long long freeze() { return version_++; }

    long long label(long long item, long long version) const {
        const auto known = history_.find(item);
        if (known == history_.end()) {
            return original_[item];
        }
        const auto& history = known->second;
        const auto later = std::partition_point(history.begin(), history.end(), [&](const auto& entry) { return entry.first <= version; });
        return later == history.begin() ? original_[item] : std::prev(later)->second;
    }

private:
    std::vector<long long> original_;
    // By item: from which version on, and what.
    std::unordered_map<long long, std::vector<std::pair<long long, long long>>> history_;
    long long version_ = 0;
};

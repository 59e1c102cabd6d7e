#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

class LabelStore {
public:
    explicit LabelStore(const std::vector<long long>& labels) : original_(labels), live_(labels) {}

    void correct(long long item, long long label) {
        live_[item] = label;
        history_[item].emplace_back(version_, label);
    }

    long long freeze() { return version_++; }

    long long label(long long item, long long version) {
        if (version == version_ - 1) {
            return live_[item];
        }
        const auto& history = history_[item];
        const auto later = std::partition_point(history.begin(), history.end(), [&](const auto& entry) { return entry.first <= version; });
        return later == history.begin() ? original_[item] : std::prev(later)->second;
    }

private:
    std::vector<long long> original_;
    std::vector<long long> live_;
    std::unordered_map<long long, std::vector<std::pair<long long, long long>>> history_;
    long long version_ = 0;
};

#include <unordered_map>
#include <vector>

class LabelStore {
public:
    explicit LabelStore(const std::vector<long long>& labels) : original_(labels), changes_(1) {}

    void correct(long long item, long long label) { changes_.back()[item] = label; }

    long long freeze() {
        changes_.emplace_back();
        return static_cast<long long>(changes_.size()) - 2;
    }

    long long label(long long item, long long version) const {
        for (long long at = version; at >= 0; --at) {
            const auto change = changes_[at].find(item);
            if (change != changes_[at].end()) {
                return change->second;
            }
        }
        return original_[item];
    }

private:
    std::vector<long long> original_;
    std::vector<std::unordered_map<long long, long long>> changes_;
};

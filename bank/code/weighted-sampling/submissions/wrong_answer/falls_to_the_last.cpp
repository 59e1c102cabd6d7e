#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

class WeightedSampler {
public:
    explicit WeightedSampler(const std::vector<double>& weights)
        : ends_(weights.size()), random_(std::random_device{}()) {
        std::partial_sum(weights.begin(), weights.end(), ends_.begin());
    }

    long long draw() {
        const double point = even_(random_) * ends_.back();
        const auto end = std::upper_bound(ends_.begin(), ends_.end(), point);
        return std::min<long long>(end - ends_.begin(), static_cast<long long>(ends_.size()) - 1);
    }

private:
    std::vector<double> ends_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

#include <algorithm>
#include <random>
#include <vector>

class WeightedSampler {
public:
    explicit WeightedSampler(const std::vector<double>& weights) : random_(std::random_device{}()) {
        ends_.reserve(weights.size());
        double sum = 0.0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += weights[i];
            ends_.push_back(sum);
            if (weights[i] > 0.0) {
                last_ = i;
            }
        }
    }

    long long draw() {
        const double point = even_(random_) * ends_.back();
        const auto end = std::upper_bound(ends_.begin(), ends_.end(), point);
        // A point that rounding lifts onto the total belongs to the last weight above zero.
        return static_cast<long long>(
            std::min<std::size_t>(static_cast<std::size_t>(end - ends_.begin()), last_));
    }

private:
    std::vector<double> ends_;
    std::size_t last_ = 0;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

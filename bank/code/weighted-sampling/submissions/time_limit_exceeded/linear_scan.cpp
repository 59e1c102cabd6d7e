#include <random>
#include <vector>

class WeightedSampler {
public:
    explicit WeightedSampler(const std::vector<double>& weights)
        : weights_(weights), random_(std::random_device{}()) {
        for (std::size_t i = 0; i < weights.size(); ++i) {
            total_ += weights[i];
            if (weights[i] > 0.0) {
                last_ = static_cast<long long>(i);
            }
        }
    }

    long long draw() {
        double point = even_(random_) * total_;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            point -= weights_[i];
            if (point < 0.0) {
                return static_cast<long long>(i);
            }
        }
        return last_;
    }

private:
    std::vector<double> weights_;
    double total_ = 0.0;
    long long last_ = 0;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

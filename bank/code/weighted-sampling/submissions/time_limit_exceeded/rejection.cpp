#include <algorithm>
#include <random>
#include <vector>

class WeightedSampler {
public:
    explicit WeightedSampler(const std::vector<double>& weights)
        : weights_(weights),
          greatest_(*std::max_element(weights.begin(), weights.end())),
          random_(std::random_device{}()),
          index_(0, static_cast<long long>(weights.size()) - 1) {}

    long long draw() {
        while (true) {
            const long long proposal = index_(random_);
            if (even_(random_) < weights_[static_cast<std::size_t>(proposal)] / greatest_) {
                return proposal;
            }
        }
    }

private:
    std::vector<double> weights_;
    double greatest_;
    std::mt19937_64 random_;
    std::uniform_int_distribution<long long> index_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

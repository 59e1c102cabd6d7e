#include <random>
#include <set>
#include <vector>

class LiveSampler {
public:
    explicit LiveSampler(const std::vector<double>& weights)
        : weights_(weights), ordered_(weights.begin(), weights.end()), random_(std::random_device{}()) {}

    void set(long long index, double weight) {
        ordered_.erase(ordered_.find(weights_[index]));
        ordered_.insert(weight);
        weights_[index] = weight;
    }

    long long draw() {
        const double greatest = *ordered_.rbegin();
        std::uniform_int_distribution<long long> any(0, static_cast<long long>(weights_.size()) - 1);
        while (true) {
            const long long index = any(random_);
            if (even_(random_) * greatest < weights_[index]) return index;
        }
    }

private:
    std::vector<double> weights_;
    std::multiset<double> ordered_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

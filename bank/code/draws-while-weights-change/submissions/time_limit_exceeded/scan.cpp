#include <random>
#include <vector>

class LiveSampler {
public:
    explicit LiveSampler(const std::vector<double>& weights) : weights_(weights), random_(std::random_device{}()) {}

    void set(long long index, double weight) { weights_[index] = weight; }

    long long draw() {
        double total = 0.0;
        for (double weight : weights_) total += weight;
        double point = even_(random_) * total;
        long long last = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (weights_[i] <= 0.0) continue;
            last = static_cast<long long>(i);
            point -= weights_[i];
            if (point < 0.0) break;
        }
        return last;
    }

private:
    std::vector<double> weights_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

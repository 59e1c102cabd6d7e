#include <cstddef>
#include <random>
#include <vector>

class LiveSampler {
public:
    explicit LiveSampler(const std::vector<double>& weights) : random_(std::random_device{}()) {
        while (leaves_ < weights.size()) leaves_ *= 2;
        sums_.assign(2 * leaves_, 0.0);
        for (std::size_t i = 0; i < weights.size(); ++i) sums_[leaves_ + i] = weights[i];
        for (std::size_t node = leaves_ - 1; node > 0; --node) add_up(node);
    }

    void set(long long index, double weight) {
        std::size_t node = leaves_ + static_cast<std::size_t>(index);
        sums_[node] = weight;
        while (node >>= 1) add_up(node);
    }

    long long draw() {
        double point = even_(random_) * sums_[1];
        std::size_t node = 1;
        while (node < leaves_) {
            node *= 2;
            // Never into an empty half, wherever rounding puts the point.
            if (point >= sums_[node] && sums_[node + 1] > 0.0) {
                point -= sums_[node];
                ++node;
            }
        }
        return static_cast<long long>(node - leaves_);
    }

private:
    void add_up(std::size_t node) { sums_[node] = sums_[2 * node] + sums_[2 * node + 1]; }

    std::size_t leaves_ = 1;
    std::vector<double> sums_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};

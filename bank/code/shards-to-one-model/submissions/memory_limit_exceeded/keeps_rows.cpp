#include <cmath>
#include <utility>
#include <vector>

class RidgeWorker {
public:
    explicit RidgeWorker(long long features)
        : d_(static_cast<std::size_t>(features)), sums_(1 + d_ * (d_ + 1) / 2 + d_, 0) {}

    void add(const std::vector<std::vector<long long>>& rows) {
        kept_.insert(kept_.end(), rows.begin(), rows.end());
    }

    void settle() {
        for (const auto& row : kept_) {
            std::size_t at = 0;
            sums_[at++] += 1;
            for (std::size_t j = 0; j < d_; ++j) {
                for (std::size_t k = j; k < d_; ++k) sums_[at++] += row[j] * row[k];
            }
            for (std::size_t j = 0; j < d_; ++j) sums_[at++] += row[j] * row[d_];
        }
        kept_.clear();
    }

    std::vector<long long> partial() {
        settle();
        return sums_;
    }

    void absorb(const std::vector<long long>& partial) {
        for (std::size_t at = 0; at < sums_.size(); ++at) sums_[at] += partial[at];
    }

    std::vector<double> weights(long long penalty) {
        settle();
        std::vector<std::vector<double>> system(d_, std::vector<double>(d_ + 1));
        std::size_t at = 1;
        for (std::size_t j = 0; j < d_; ++j) {
            for (std::size_t k = j; k < d_; ++k) {
                system[j][k] = system[k][j] = static_cast<double>(sums_[at++]);
            }
        }
        for (std::size_t j = 0; j < d_; ++j) {
            system[j][j] += static_cast<double>(penalty);
            system[j][d_] = static_cast<double>(sums_[at++]);
        }
        for (std::size_t j = 0; j < d_; ++j) {
            std::size_t best = j;
            for (std::size_t row = j + 1; row < d_; ++row) {
                if (std::fabs(system[row][j]) > std::fabs(system[best][j])) best = row;
            }
            std::swap(system[j], system[best]);
            for (std::size_t row = 0; row < d_; ++row) {
                if (row == j) continue;
                double factor = system[row][j] / system[j][j];
                for (std::size_t k = j; k <= d_; ++k) system[row][k] -= factor * system[j][k];
            }
        }
        std::vector<double> result(d_);
        for (std::size_t j = 0; j < d_; ++j) result[j] = system[j][d_] / system[j][j];
        return result;
    }

private:
    std::size_t d_;
    std::vector<long long> sums_;
    std::vector<std::vector<long long>> kept_;
};

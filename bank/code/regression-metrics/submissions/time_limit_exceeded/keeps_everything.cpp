#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

class ArrivalReport {
public:
    void add(double actual, double forecast) {
        actual_.push_back(actual);
        forecast_.push_back(forecast);
    }

    std::vector<std::optional<double>> report() const {
        if (actual_.empty()) {
            return std::vector<std::optional<double>>(4);
        }
        const double count = static_cast<double>(actual_.size());
        const double mean =
            actual_[0] + std::accumulate(actual_.begin(), actual_.end(), 0.0,
                                         [this](double sum, double value) {
                                             return sum + (value - actual_[0]);
                                         }) / count;
        double errors = 0, sizes = 0, squares = 0, spread = 0;
        bool alike = true;
        for (std::size_t i = 0; i < actual_.size(); ++i) {
            const double error = forecast_[i] - actual_[i];
            errors += error;
            sizes += std::abs(error);
            squares += error * error;
            spread += (actual_[i] - mean) * (actual_[i] - mean);
            alike = alike && actual_[i] == actual_[0];
        }
        std::optional<double> explained;
        if (!alike) {
            explained = 1 - squares / spread;
        }
        return {errors / count, sizes / count, std::sqrt(squares / count), explained};
    }

private:
    std::vector<double> actual_, forecast_;
};

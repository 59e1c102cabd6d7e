#include <cmath>
#include <optional>
#include <vector>

class ArrivalReport {
public:
    void add(double actual, double forecast) {
        const double error = forecast - actual;
        ++count_;
        errors_ += actual - forecast;
        sizes_ += std::abs(error);
        squares_ += error * error;
        const double before = actual - mean_;
        mean_ += before / count_;
        spread_ += before * (actual - mean_);
    }

    std::vector<std::optional<double>> report() const {
        if (count_ == 0) {
            return std::vector<std::optional<double>>(4);
        }
        std::optional<double> explained;
        if (spread_ > 0) {
            explained = 1 - squares_ / spread_;
        }
        return {errors_ / count_, sizes_ / count_, std::sqrt(squares_ / count_), explained};
    }

private:
    double count_ = 0;
    double errors_ = 0, sizes_ = 0, squares_ = 0;
    double mean_ = 0, spread_ = 0;
};

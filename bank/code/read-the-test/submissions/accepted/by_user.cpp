#include <cmath>
#include <unordered_map>
#include <vector>

std::vector<double> read_test(const std::vector<long long>& user, const std::vector<long long>& arm,
                              const std::vector<long long>& clicked,
                              const std::vector<double>& before) {
    struct Record {
        int arm = 0;
        double visits = 0, clicks = 0, known = 0;
    };
    std::unordered_map<long long, Record> people;
    for (std::size_t row = 0; row < user.size(); ++row) {
        Record& record = people[user[row]];
        record.arm = static_cast<int>(arm[row]);
        record.visits += 1;
        record.clicks += static_cast<double>(clicked[row]);
        record.known = before[row];
    }
    double size[2] = {0, 0}, visits[2] = {0, 0}, clicks[2] = {0, 0}, known[2] = {0, 0};
    for (const auto& [id, one] : people) {
        size[one.arm] += 1;
        visits[one.arm] += one.visits;
        clicks[one.arm] += one.clicks;
        known[one.arm] += one.known;
    }
    const double apart = size[1] - size[0];
    if (apart * apart / (size[0] + size[1]) > 10.83) {
        return {};
    }
    // Sums of squares and products, by arm.
    double parts[2] = {0, 0}, products[2] = {0, 0}, spreads[2] = {0, 0};
    for (const auto& [id, one] : people) {
        const int a = one.arm;
        const double d = (one.clicks - clicks[a] / visits[a] * one.visits) * size[a] / visits[a];
        const double x = one.known - known[a] / size[a];
        parts[a] += d * d;
        products[a] += d * x;
        spreads[a] += x * x;
    }
    const double spread = spreads[0] + spreads[1];
    const double slope = spread > 1e-12 ? (products[0] + products[1]) / spread : 0;
    const double estimate = clicks[1] / visits[1] - clicks[0] / visits[0] -
                            slope * (known[1] / size[1] - known[0] / size[0]);
    double variance = 0;
    for (int a = 0; a < 2; ++a) {
        const double left = parts[a] - 2 * slope * products[a] + slope * slope * spreads[a];
        variance += (left > 0 ? left : 0) / (size[a] * (size[a] - 1));
    }
    const double half = 1.959963984540054 * std::sqrt(variance);
    const double low = estimate - half, high = estimate + half;
    return {low > 0 ? 1.0 : high < 0 ? -1.0 : 0.0, estimate, low, high};
}

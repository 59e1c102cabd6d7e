#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace {

std::optional<double> ratio(double part, double whole) {
    if (whole == 0.0) {
        return std::nullopt;
    }
    return part / whole;
}

}  // namespace

std::vector<std::optional<double>> report(const std::vector<long long>& labels,
                                          const std::vector<double>& scores, double threshold) {
    std::vector<std::pair<double, long long>> order;
    double fraud = 0, hits = 0, stopped = 0, loss = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        order.emplace_back(scores[i], labels[i]);
        fraud += labels[i];
        if (scores[i] >= threshold) {
            hits += labels[i];
            ++stopped;
        }
        // The logarithm of zero is minus infinity, which is the loss that is meant.
        loss -= labels[i] == 1 ? std::log(scores[i]) : std::log1p(-scores[i]);
    }
    std::sort(order.begin(), order.end(), std::greater<>());

    const double count = static_cast<double>(order.size());
    double found = 0, won = 0, average = 0;
    for (std::size_t start = 0; start < order.size();) {
        std::size_t end = start;
        double hits_here = 0;
        while (end < order.size() && order[end].first == order[start].first) {
            hits_here += order[end].second;
            ++end;
        }
        const double misses_here = static_cast<double>(end - start) - hits_here;
        won += misses_here * (found + hits_here / 2);
        found += hits_here;
        average += hits_here * found / static_cast<double>(end);
        start = end;
    }

    return {ratio(hits, stopped),
            ratio(hits, fraud),
            ratio(2 * hits, stopped + fraud),
            ratio(won, fraud * (count - fraud)),
            ratio(average, fraud),
            ratio(loss, count)};
}

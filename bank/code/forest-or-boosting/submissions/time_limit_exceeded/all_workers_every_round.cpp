#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

long long finish(const std::vector<long long>& costs, long long workers) {
    auto used = static_cast<std::size_t>(workers);
    std::priority_queue<long long, std::vector<long long>, std::greater<>> free(
        std::greater<>(), std::vector<long long>(used, 0));
    long long last = 0;
    for (long long cost : costs) {
        long long done = free.top() + cost;
        free.pop();
        free.push(done);
        last = std::max(last, done);
    }
    return last;
}

std::vector<long long> finish_times(const std::vector<long long>& trees,
                                    const std::vector<std::vector<long long>>& rounds,
                                    long long workers, long long exchange) {
    long long boosting = 0;
    for (const auto& scans : rounds) boosting += finish(scans, workers) + exchange;
    return {finish(trees, workers), boosting};
}

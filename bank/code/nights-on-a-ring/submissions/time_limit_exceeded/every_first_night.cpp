#include <algorithm>
#include <vector>

std::vector<long long> plan_ring(const std::vector<long long>& values, long long rest) {
    const long long n = static_cast<long long>(values.size());
    if (rest >= n) return {};
    const long long count = std::max(0LL, n - 2 * rest - 1);
    std::vector<long long> twice(values);
    twice.insert(twice.end(), values.begin(), values.end());
    std::vector<long long> best(count + 1, 0);
    std::vector<long long> plan;
    long long most = 0;
    for (long long first = 0; first < n; ++first) {
        const long long* from = twice.data() + first + rest + 1;
        for (long long i = 0; i < count; ++i) {
            best[i + 1] = std::max(best[i], from[i] + best[std::max(0LL, i - rest)]);
        }
        if (values[first] + best[count] <= most) continue;
        most = values[first] + best[count];
        plan.assign(1, first);
        for (long long i = count; i > 0;) {
            if (best[i] == best[i - 1]) {
                --i;
            } else {
                plan.push_back((first + rest + i) % n);
                i = std::max(0LL, i - 1 - rest);
            }
        }
    }
    std::sort(plan.begin(), plan.end());
    return plan;
}

#include <algorithm>
#include <vector>

std::vector<long long> plan_nights(const std::vector<long long>& values, long long rest) {
    const long long n = static_cast<long long>(values.size());
    std::vector<int> best(n + 1, 0);
    for (long long i = 0; i < n; ++i) {
        const unsigned with = static_cast<unsigned>(values[i]) + static_cast<unsigned>(best[std::max(0LL, i - rest)]);
        best[i + 1] = std::max(best[i], static_cast<int>(with));
    }
    std::vector<long long> nights;
    for (long long i = n; i > 0;) {
        if (best[i] == best[i - 1]) {
            --i;
        } else {
            nights.push_back(i - 1);
            i = std::max(0LL, i - 1 - rest);
        }
    }
    std::reverse(nights.begin(), nights.end());
    return nights;
}

#include <algorithm>
#include <cstddef>
#include <vector>

std::vector<long long> plan_nights(const std::vector<long long>& values, long long rest) {
    const std::size_t n = values.size();
    const std::size_t pause = static_cast<std::size_t>(std::min<long long>(rest, static_cast<long long>(n)));
    std::vector<long long> best(n + 1, 0);
    std::vector<bool> used(n + 1, false);
    for (std::size_t i = 0; i < n; ++i) {
        const long long with = values[i] + (i > pause ? best[i - pause] : 0);
        used[i + 1] = with > best[i];
        best[i + 1] = std::max(best[i], with);
    }
    std::vector<long long> nights;
    for (std::size_t i = n; i > 0;) {
        if (used[i]) {
            nights.push_back(static_cast<long long>(i - 1));
            i = i - 1 > pause ? i - 1 - pause : 0;
        } else {
            --i;
        }
    }
    std::reverse(nights.begin(), nights.end());
    return nights;
}

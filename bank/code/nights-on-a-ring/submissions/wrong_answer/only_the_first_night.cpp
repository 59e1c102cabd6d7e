#include <algorithm>
#include <vector>

std::vector<long long> line(const std::vector<long long>& values, long long first, long long last, long long rest) {
    const long long n = std::max(0LL, last - first);
    std::vector<long long> best(n + 1, 0);
    for (long long i = 0; i < n; ++i) {
        best[i + 1] = std::max(best[i], values[first + i] + best[std::max(0LL, i - rest)]);
    }
    std::vector<long long> nights;
    for (long long i = n; i > 0;) {
        if (best[i] == best[i - 1]) {
            --i;
        } else {
            nights.push_back(first + i - 1);
            i = std::max(0LL, i - 1 - rest);
        }
    }
    std::reverse(nights.begin(), nights.end());
    return nights;
}

long long worth(const std::vector<long long>& values, const std::vector<long long>& nights) {
    long long sum = 0;
    for (long long night : nights) sum += values[night];
    return sum;
}

std::vector<long long> plan_ring(const std::vector<long long>& values, long long rest) {
    const long long n = static_cast<long long>(values.size());
    if (rest >= n) return {};
    auto with = line(values, rest + 1, n - rest, rest);
    with.insert(with.begin(), 0);
    const auto without = line(values, 1, n, rest);
    return worth(values, with) > worth(values, without) ? with : without;
}

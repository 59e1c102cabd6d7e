#include <algorithm>
#include <vector>

namespace {

// best[i]: the most that nights from `first` on, i of them, can give as a line.
void fill(const std::vector<long long>& values, long long first, long long count, long long rest,
          std::vector<long long>& best) {
    best.assign(1, 0);
    for (long long i = 0; i < count; ++i) {
        best.push_back(std::max(best[i], values[first + i] + best[std::max(0LL, i - rest)]));
    }
}

}  // namespace

std::vector<long long> plan_ring(const std::vector<long long>& values, long long rest) {
    const long long n = static_cast<long long>(values.size());
    if (rest >= n) return {};
    std::vector<long long> table;
    // None of the first nights is used.
    fill(values, rest, n - rest, rest, table);
    long long most = table.back();
    long long head = -1;
    for (long long first = 0; first < rest; ++first) {
        fill(values, std::min(n, first + rest + 1), std::max(0LL, n - 2 * rest - 1), rest, table);
        if (table.back() + values[first] > most) {
            most = table.back() + values[first];
            head = first;
        }
    }
    const long long begin = head < 0 ? rest : head + rest + 1;
    fill(values, std::min(n, begin), head < 0 ? n - rest : std::max(0LL, n - 2 * rest - 1), rest, table);
    std::vector<long long> nights;
    for (long long i = static_cast<long long>(table.size()) - 1; i > 0;) {
        if (table[i] == table[i - 1]) {
            --i;
        } else {
            nights.push_back(begin + i - 1);
            i = std::max(0LL, i - 1 - rest);
        }
    }
    if (head >= 0) nights.push_back(head);
    std::reverse(nights.begin(), nights.end());
    return nights;
}

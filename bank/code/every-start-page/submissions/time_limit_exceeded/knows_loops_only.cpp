#include <vector>

std::vector<std::vector<long long>> every_start(const std::vector<long long>& target) {
    const long long n = static_cast<long long>(target.size());
    std::vector<long long> loop(n, 0), seen_from(n, -1);
    std::vector<std::vector<long long>> result;
    for (long long start = 0; start < n; ++start) {
        long long page = start;
        while (page >= 0 && loop[page] == 0 && seen_from[page] != start) {
            seen_from[page] = start;
            page = target[page];
        }
        if (page < 0) {
            result.push_back({-1, 0});
            continue;
        }
        if (loop[page] == 0) {
            long long length = 1;
            for (long long other = target[page]; other != page; other = target[other]) ++length;
            loop[page] = length;
            for (long long other = target[page]; other != page; other = target[other]) loop[other] = length;
        }
        result.push_back({page, loop[page]});
    }
    return result;
}

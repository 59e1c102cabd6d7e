#include <algorithm>
#include <list>
#include <utility>
#include <vector>

std::vector<long long> rank_agreement(const std::vector<long long>& first,
                                      const std::vector<long long>& second) {
    std::vector<std::pair<long long, long long>> items;
    for (std::size_t i = 0; i < first.size(); ++i) items.emplace_back(first[i], second[i]);
    std::sort(items.begin(), items.end());
    std::list<std::pair<long long, long long>> seen;  // second score, first score
    long long agreeing = 0, disagreeing = 0;
    for (const auto& [a, b] : items) {
        auto place = seen.end();
        for (auto at = seen.begin(); at != seen.end(); ++at) {
            if (at->first > b && place == seen.end()) place = at;
            if (at->second == a || at->first == b) continue;
            (at->first < b ? agreeing : disagreeing) += 1;
        }
        seen.insert(place, {b, a});
    }
    long long n = static_cast<long long>(items.size());
    return {agreeing, disagreeing, n * (n - 1) / 2 - agreeing - disagreeing};
}

#include <algorithm>
#include <utility>
#include <vector>

namespace {

template <typename T>
long long pairs_within(std::vector<T> values) {
    std::sort(values.begin(), values.end());
    long long pairs = 0, run = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        run = i > 0 && values[i] == values[i - 1] ? run + 1 : 0;
        pairs += run;
    }
    return pairs;
}

// Sorts a range and counts the pairs that stood in falling order.
long long sort_and_count(std::vector<long long>& values, std::vector<long long>& spare,
                         std::size_t from, std::size_t to) {
    if (to - from < 2) return 0;
    std::size_t middle = from + (to - from) / 2;
    long long fell = sort_and_count(values, spare, from, middle) +
                     sort_and_count(values, spare, middle, to);
    std::size_t left = from, right = middle, out = from;
    while (left < middle || right < to) {
        if (right == to || (left < middle && values[left] <= values[right])) {
            spare[out++] = values[left++];
        } else {
            fell += static_cast<long long>(middle - left);
            spare[out++] = values[right++];
        }
    }
    std::copy(spare.begin() + from, spare.begin() + to, values.begin() + from);
    return fell;
}

}  // namespace

std::vector<long long> rank_agreement(const std::vector<long long>& first,
                                      const std::vector<long long>& second) {
    std::vector<std::pair<long long, long long>> items;
    for (std::size_t i = 0; i < first.size(); ++i) items.emplace_back(first[i], second[i]);
    std::sort(items.begin(), items.end());
    std::vector<long long> order;
    for (const auto& item : items) order.push_back(item.second);
    std::vector<long long> spare(order.size());
    long long disagreeing = sort_and_count(order, spare, 0, order.size());
    long long tied = pairs_within(first) + pairs_within(second) - pairs_within(items);
    long long n = static_cast<long long>(first.size());
    return {n * (n - 1) / 2 - disagreeing - tied, disagreeing, tied};
}

#include <cstddef>
#include <deque>
#include <unordered_map>
#include <vector>

std::vector<std::vector<long long>> match_payments(
    const std::vector<long long>& payments, long long total) {
    std::unordered_map<long long, std::deque<long long>> waiting;
    std::vector<std::vector<long long>> matches;
    for (std::size_t place = 0; place < payments.size(); ++place) {
        const auto position = static_cast<long long>(place);
        waiting[payments[place]].push_back(position);
        auto& partners = waiting[total - payments[place]];
        if (!partners.empty()) {
            matches.push_back({partners.front(), position});
            partners.pop_front();
            auto& own = waiting[payments[place]];
            if (!own.empty() && own.back() == position) {
                own.pop_back();
            }
        }
    }
    return matches;
}

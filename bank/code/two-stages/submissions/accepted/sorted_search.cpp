#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

std::vector<long long> two_stages(const std::vector<long long>& gains, long long target) {
    std::vector<std::pair<long long, long long>> order;
    for (std::size_t place = 0; place < gains.size(); ++place) {
        order.emplace_back(gains[place], static_cast<long long>(place));
    }
    std::sort(order.begin(), order.end());
    for (const auto& [gain, place] : order) {
        if (gain == 0) {
            if (target == 0 && gains.size() > 1) {
                return {place, place == 0 ? 1 : 0};
            }
            continue;
        }
        if (target == 0 || target % gain != 0) {
            continue;
        }
        const long long wanted = target / gain;
        // Behind this part where both gains are the same, so that it is not found itself.
        const std::pair<long long, long long> key{wanted, wanted == gain ? place + 1 : 0};
        const auto found = std::lower_bound(order.begin(), order.end(), key);
        if (found != order.end() && found->first == wanted) {
            return {place, found->second};
        }
    }
    return {};
}

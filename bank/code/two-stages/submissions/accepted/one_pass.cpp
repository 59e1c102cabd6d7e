#include <cstddef>
#include <unordered_map>
#include <vector>

std::vector<long long> two_stages(const std::vector<long long>& gains, long long target) {
    if (target == 0) {
        for (std::size_t place = 0; place < gains.size() && gains.size() > 1; ++place) {
            if (gains[place] == 0) {
                return {static_cast<long long>(place), place == 0 ? 1 : 0};
            }
        }
        return {};
    }
    std::unordered_map<long long, long long> seen;
    for (std::size_t place = 0; place < gains.size(); ++place) {
        const long long gain = gains[place];
        if (gain == 0 || target % gain != 0) {
            continue;
        }
        const auto other = seen.find(target / gain);
        if (other != seen.end()) {
            return {other->second, static_cast<long long>(place)};
        }
        seen.emplace(gain, static_cast<long long>(place));
    }
    return {};
}

#include <cstddef>
#include <vector>

std::vector<long long> two_stages(const std::vector<long long>& gains, long long target) {
    for (std::size_t i = 0; i < gains.size(); ++i) {
        for (std::size_t j = i + 1; j < gains.size(); ++j) {
            const auto product = static_cast<unsigned long long>(gains[i]) * gains[j];
            if (static_cast<long long>(product) == target) {
                return {static_cast<long long>(i), static_cast<long long>(j)};
            }
        }
    }
    return {};
}

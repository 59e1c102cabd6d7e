#include <cstddef>
#include <vector>

// Agreeing, disagreeing and tied pairs.
std::vector<long long> rank_agreement(const std::vector<long long>& first,
                                      const std::vector<long long>& second) {
    long long agreeing = 0, disagreeing = 0, tied = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t j = i + 1; j < first.size(); ++j) {
            long long product = (first[i] - first[j]) * (second[i] - second[j]);
            if (product > 0) {
                ++agreeing;
            } else if (product < 0) {
                ++disagreeing;
            } else {
                ++tied;
            }
        }
    }
    return {agreeing, disagreeing, tied};
}

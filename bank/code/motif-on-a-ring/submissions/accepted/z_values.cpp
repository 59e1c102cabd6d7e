#include <algorithm>
#include <string>
#include <vector>

// z[i]: how far the text from i agrees with its own beginning, the motif.
std::vector<long long> motif_places(const std::string& ring, const std::string& motif) {
    const std::size_t n = ring.size();
    const std::size_t m = motif.size();
    std::vector<long long> places;
    if (m > n) {
        return places;
    }
    const std::string text = motif + '|' + ring + ring.substr(0, m - 1);
    std::vector<std::size_t> z(text.size(), 0);
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (i < right) {
            z[i] = std::min(right - i, z[i - left]);
        }
        while (i + z[i] < text.size() && text[z[i]] == text[i + z[i]]) {
            ++z[i];
        }
        if (i + z[i] > right) {
            left = i;
            right = i + z[i];
        }
        if (i > m && z[i] == m) {
            places.push_back(static_cast<long long>(i - m - 1));
        }
    }
    return places;
}

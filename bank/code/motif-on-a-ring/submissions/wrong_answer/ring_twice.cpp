#include <string>
#include <vector>

std::vector<long long> motif_places(const std::string& ring, const std::string& motif) {
    const std::size_t m = motif.size();
    std::vector<long long> places;
    if (m > ring.size()) {
        return places;
    }
    const std::string text = ring + ring;
    std::vector<std::size_t> shorter(m + 1, 0);
    std::size_t matched = 0;
    for (std::size_t j = 1; j < m; ++j) {
        while (matched > 0 && motif[j] != motif[matched]) {
            matched = shorter[matched];
        }
        matched += motif[j] == motif[matched] ? 1 : 0;
        shorter[j + 1] = matched;
    }
    matched = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        while (matched > 0 && (matched == m || text[i] != motif[matched])) {
            matched = shorter[matched];
        }
        matched += text[i] == motif[matched] ? 1 : 0;
        if (matched == m) {
            places.push_back(static_cast<long long>(i + 1 - m));
        }
    }
    return places;
}

#include <cstdint>
#include <string>
#include <vector>

std::vector<long long> motif_places(const std::string& ring, const std::string& motif) {
    const std::size_t n = ring.size();
    const std::size_t m = motif.size();
    std::vector<long long> places;
    if (m > n) {
        return places;
    }
    const std::uint64_t base = 131;
    std::uint64_t wanted = 0;
    std::uint64_t window = 0;
    std::uint64_t lead = 1;
    for (std::size_t i = 0; i < m; ++i) {
        wanted = wanted * base + static_cast<unsigned char>(motif[i]);
        window = window * base + static_cast<unsigned char>(ring[i]);
        lead *= base;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (window == wanted) {
            places.push_back(static_cast<long long>(i));
        }
        const auto come = static_cast<unsigned char>(ring[(i + m) % n]);
        window = window * base + come - lead * static_cast<unsigned char>(ring[i]);
    }
    return places;
}

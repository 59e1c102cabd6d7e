#include <string>
#include <vector>

std::vector<long long> motif_places(const std::string& ring, const std::string& motif) {
    std::vector<long long> places;
    if (motif.size() > ring.size()) {
        return places;
    }
    const std::string text = ring + ring.substr(0, motif.size() - 1);
    for (std::size_t at = text.find(motif); at != std::string::npos; at = text.find(motif, at + 1)) {
        places.push_back(static_cast<long long>(at));
    }
    return places;
}

#include <cstddef>
#include <vector>

std::vector<std::vector<long long>> every_start(const std::vector<long long>& target) {
    const std::size_t n = target.size();
    std::vector<long long> first(n, -1), length(n, 0), senders(n, 0);
    for (long long following : target) {
        if (following >= 0) ++senders[following];
    }
    std::vector<std::size_t> peeled;
    for (std::size_t page = 0; page < n; ++page) {
        if (senders[page] == 0) peeled.push_back(page);
    }
    for (std::size_t at = 0; at < peeled.size(); ++at) {
        const long long following = target[peeled[at]];
        if (following >= 0 && --senders[following] == 0) peeled.push_back(static_cast<std::size_t>(following));
    }
    // What still has a sender is in a loop.
    for (std::size_t page = 0; page < n; ++page) {
        if (senders[page] == 0 || length[page] > 0) continue;
        long long count = 0;
        std::size_t other = page;
        do {
            ++count;
            other = static_cast<std::size_t>(target[other]);
        } while (other != page);
        do {
            first[other] = static_cast<long long>(other);
            length[other] = count;
            other = static_cast<std::size_t>(target[other]);
        } while (other != page);
    }
    for (std::size_t at = peeled.size(); at > 0; --at) {
        const std::size_t page = peeled[at - 1];
        if (target[page] < 0) continue;
        first[page] = first[target[page]];
        length[page] = length[target[page]];
    }
    std::vector<std::vector<long long>> result;
    result.reserve(n);
    for (std::size_t page = 0; page < n; ++page) result.push_back({first[page], length[page]});
    return result;
}

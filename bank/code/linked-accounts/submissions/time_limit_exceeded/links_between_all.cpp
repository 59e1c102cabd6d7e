#include <string>
#include <unordered_map>
#include <vector>

std::vector<long long> first_accounts(const std::vector<std::vector<std::string>>& identifiers) {
    const std::size_t size = identifiers.size();
    std::unordered_map<std::string, std::vector<std::size_t>> seen_with;
    for (std::size_t i = 0; i < size; ++i) {
        for (const std::string& text : identifiers[i]) {
            if (!text.empty()) {
                seen_with[text].push_back(i);
            }
        }
    }

    std::vector<long long> first(size, -1);
    for (std::size_t start = 0; start < size; ++start) {
        if (first[start] != -1) {
            continue;
        }
        first[start] = static_cast<long long>(start);
        std::vector<std::size_t> waiting{start};
        while (!waiting.empty()) {
            const std::size_t account = waiting.back();
            waiting.pop_back();
            for (const std::string& text : identifiers[account]) {
                if (text.empty()) {
                    continue;
                }
                for (std::size_t other : seen_with[text]) {
                    if (first[other] == -1) {
                        first[other] = static_cast<long long>(start);
                        waiting.push_back(other);
                    }
                }
            }
        }
    }
    return first;
}

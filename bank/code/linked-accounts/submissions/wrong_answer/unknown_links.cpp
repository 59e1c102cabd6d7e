#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

std::vector<long long> first_accounts(const std::vector<std::vector<std::string>>& identifiers) {
    std::vector<long long> parent(identifiers.size());
    std::iota(parent.begin(), parent.end(), 0LL);
    const auto root = [&](long long account) {
        while (parent[account] != account) {
            account = parent[account] = parent[parent[account]];
        }
        return account;
    };

    std::unordered_map<std::string, long long> first_with;
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const auto account = static_cast<long long>(i);
        for (const std::string& text : identifiers[i]) {
            const long long one = root(account);
            const long long other = root(first_with.emplace(text, account).first->second);
            parent[std::max(one, other)] = std::min(one, other);
        }
    }

    std::vector<long long> first(parent.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = root(static_cast<long long>(i));
    }
    return first;
}

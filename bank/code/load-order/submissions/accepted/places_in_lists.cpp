#include <cstddef>
#include <utility>
#include <vector>

std::vector<long long> finish_order(const std::vector<std::vector<long long>>& uses,
                                    long long root) {
    std::vector<bool> begun(uses.size(), false);
    begun[root] = true;
    // Begun and not finished, each with its place in its list.
    std::vector<std::pair<long long, std::size_t>> open_modules{{root, 0}};
    std::vector<long long> finished;
    while (!open_modules.empty()) {
        auto& [module, place] = open_modules.back();
        if (place == uses[module].size()) {
            finished.push_back(module);
            open_modules.pop_back();
            continue;
        }
        const long long used = uses[module][place++];
        if (!begun[used]) {
            begun[used] = true;
            open_modules.emplace_back(used, 0);
        }
    }
    return finished;
}

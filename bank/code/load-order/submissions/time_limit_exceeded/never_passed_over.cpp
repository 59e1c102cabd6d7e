#include <vector>

namespace {

void load(const std::vector<std::vector<long long>>& uses, long long module,
          std::vector<bool>& inside, std::vector<bool>& listed, std::vector<long long>& finished) {
    inside[module] = true;
    for (long long used : uses[module]) {
        if (!inside[used]) {
            load(uses, used, inside, listed, finished);
        }
    }
    inside[module] = false;
    if (!listed[module]) {
        listed[module] = true;
        finished.push_back(module);
    }
}

} // namespace

std::vector<long long> finish_order(const std::vector<std::vector<long long>>& uses,
                                    long long root) {
    std::vector<bool> inside(uses.size(), false), listed(uses.size(), false);
    std::vector<long long> finished;
    load(uses, root, inside, listed, finished);
    return finished;
}

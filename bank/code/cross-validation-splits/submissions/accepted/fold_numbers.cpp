#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace {

using Rows = std::vector<long long>;
using Splits = std::vector<std::vector<Rows>>;

// The fold of each row: rows of one label are neighbours in the order in which they are dealt.
Rows stratified(long long k, const Rows& column) {
    Rows order(column.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](long long a, long long b) { return column[a] < column[b]; });
    Rows fold(column.size());
    for (std::size_t turn = 0; turn < order.size(); ++turn) {
        fold[order[turn]] = static_cast<long long>(turn) % k;
    }
    return fold;
}

// The fold of each row: every group goes to the fold that holds the fewest rows so far.
Rows grouped(long long k, const Rows& column) {
    std::map<long long, long long> sizes;
    for (const long long group : column) {
        ++sizes[group];
    }
    Rows load(k, 0);
    std::map<long long, long long> fold_of;
    for (const auto& [group, size] : sizes) {
        const auto least = std::min_element(load.begin(), load.end());
        fold_of[group] = least - load.begin();
        *least += size;
    }
    Rows fold;
    for (const long long group : column) {
        fold.push_back(fold_of[group]);
    }
    return fold;
}

// The run of each row: runs of nearly as many distinct times.
Rows runs(long long count, const Rows& column) {
    std::map<long long, long long> place;
    for (const long long moment : column) {
        place[moment] = 0;
    }
    long long next = 0;
    for (auto& entry : place) {
        entry.second = next++ * count / static_cast<long long>(place.size());
    }
    Rows run;
    for (const long long moment : column) {
        run.push_back(place[moment]);
    }
    return run;
}

long long distinct(Rows column) {
    std::sort(column.begin(), column.end());
    return std::unique(column.begin(), column.end()) - column.begin();
}

}  // namespace

std::vector<std::vector<std::vector<long long>>> split(const std::string& scheme, long long k,
                                                       const std::vector<long long>& column) {
    const bool onward = scheme == "forward";
    const long long rows = static_cast<long long>(column.size());
    const long long parts = onward || scheme == "grouped" ? distinct(column) : rows;
    if (parts < k + (onward ? 1 : 0)) {
        return {};
    }
    Rows part(column.size());
    if (onward) {
        part = runs(k + 1, column);
    } else if (scheme == "grouped") {
        part = grouped(k, column);
    } else if (scheme == "stratified") {
        part = stratified(k, column);
    } else {
        for (long long row = 0; row < rows; ++row) {
            part[row] = row % k;
        }
    }
    Splits splits;
    for (long long tested = onward ? 1 : 0; tested < k + (onward ? 1 : 0); ++tested) {
        std::vector<Rows> pair(2);
        for (long long row = 0; row < rows; ++row) {
            if (part[row] == tested) {
                pair[1].push_back(row);
            } else if (!onward || part[row] < tested) {
                pair[0].push_back(row);
            }
        }
        splits.push_back(pair);
    }
    return splits;
}

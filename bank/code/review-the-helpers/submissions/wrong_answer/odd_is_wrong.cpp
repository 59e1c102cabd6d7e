#include <map>
#include <optional>
#include <string>
#include <vector>

std::optional<std::vector<long long>> reproduce(const std::string& helper) {
    static const std::map<std::string, std::vector<long long>> findings = {
        {"spread", {-2, -9}},
        {"lower_median", {3, 2, 1}},
        {"longest_run", {1, 5, 5, 5}},
        {"without_negatives", {3, -4, -4, 3}},
        {"second_greatest", {9, 1, 9}},
        {"sums_of_three", {0, 1, 0, 0}},
        {"midpoint_half_up", {2, 3}},
        {"seen_before", {1, 2}},
        {"place_of_least", {5, 0, 0}},
        {"count_percents", {1, 100}},
        {"product_of_others", {0}},
        {"mean_half_up", {-1, 0}},
    };
    auto found = findings.find(helper);
    if (found == findings.end()) return std::nullopt;
    return found->second;
}

#include <algorithm>
#include <climits>
#include <utility>
#include <vector>

std::vector<long long> splits_per_prediction(TreeNode* root) {
    if (!root) {
        return {};
    }
    long long least = LLONG_MAX, most = 0;
    std::vector<std::pair<TreeNode*, long long>> open{{root, 0}};
    while (!open.empty()) {
        const auto [node, splits] = open.back();
        open.pop_back();
        if (node->left && node->right) {
            open.emplace_back(node->left, splits + 1);
            open.emplace_back(node->right, splits + 1);
        } else {
            least = std::min(least, splits);
            most = std::max(most, splits);
        }
    }
    return {least, most};
}

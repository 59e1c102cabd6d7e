#include <algorithm>
#include <utility>
#include <vector>

std::vector<long long> splits_per_prediction(TreeNode* root) {
    if (!root) {
        return {};
    }
    long long least = 0, most = 0;
    std::vector<std::pair<TreeNode*, long long>> open{{root, 0}};
    while (!open.empty()) {
        const auto [node, splits] = open.back();
        open.pop_back();
        if (!node->left && !node->right) {
            least = std::min(least, splits);
            most = std::max(most, splits);
        }
        if (node->left) {
            open.emplace_back(node->left, splits + 1);
        }
        if (node->right) {
            open.emplace_back(node->right, splits + 1);
        }
    }
    return {least, most};
}

#include <utility>
#include <vector>

std::vector<long long> splits_per_prediction(TreeNode* root) {
    if (!root) {
        return {};
    }
    long long least = -1;
    std::vector<TreeNode*> level{root}, below;
    for (long long depth = 0;; ++depth) {
        below.clear();
        for (const TreeNode* node : level) {
            if (node->left) {
                below.push_back(node->left);
            }
            if (node->right) {
                below.push_back(node->right);
            }
            if (least < 0 && !node->left && !node->right) {
                least = depth;
            }
        }
        if (below.empty()) {
            return {least, depth};
        }
        std::swap(level, below);
    }
}

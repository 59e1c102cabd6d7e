#include <vector>

namespace {

struct Level {
    bool has_nodes = false;
    bool has_leaf = false;
};

void look(const TreeNode* node, long long depth, Level& level) {
    if (!node) {
        return;
    }
    if (depth == 0) {
        level.has_nodes = true;
        level.has_leaf = level.has_leaf || (!node->left && !node->right);
        return;
    }
    look(node->left, depth - 1, level);
    look(node->right, depth - 1, level);
}

} // namespace

std::vector<long long> splits_per_prediction(TreeNode* root) {
    if (!root) {
        return {};
    }
    long long least = -1;
    for (long long depth = 0;; ++depth) {
        Level level;
        look(root, depth, level);
        if (!level.has_nodes) {
            return {least, depth - 1};
        }
        if (least < 0 && level.has_leaf) {
            least = depth;
        }
    }
}

#include <utility>
#include <vector>

TreeNode* roll_up(TreeNode* root) {
    std::vector<std::pair<TreeNode*, bool>> plan;
    if (root) {
        plan.emplace_back(root, false);
    }
    while (!plan.empty()) {
        const auto [node, opened] = plan.back();
        plan.pop_back();
        if (!node->left) {
            continue;
        }
        if (opened) {
            node->val += node->left->val + (node->right ? node->right->val : 0);
            continue;
        }
        plan.emplace_back(node, true);
        plan.emplace_back(node->left, false);
        if (node->right) {
            plan.emplace_back(node->right, false);
        }
    }
    return root;
}

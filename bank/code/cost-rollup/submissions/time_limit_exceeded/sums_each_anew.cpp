#include <vector>

namespace {

long long total(TreeNode* top) {
    long long result = 0;
    std::vector<TreeNode*> open{top};
    while (!open.empty()) {
        TreeNode* const node = open.back();
        open.pop_back();
        result += node->val;
        if (node->left) {
            open.push_back(node->left);
        }
        if (node->right) {
            open.push_back(node->right);
        }
    }
    return result;
}

} // namespace

TreeNode* roll_up(TreeNode* root) {
    std::vector<TreeNode*> open;
    if (root) {
        open.push_back(root);
    }
    // From the top down, so that costs below are still their own.
    while (!open.empty()) {
        TreeNode* const node = open.back();
        open.pop_back();
        node->val = total(node);
        if (node->left) {
            open.push_back(node->left);
        }
        if (node->right) {
            open.push_back(node->right);
        }
    }
    return root;
}

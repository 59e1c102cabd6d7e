#include <cstddef>
#include <vector>

TreeNode* roll_up(TreeNode* root) {
    std::vector<TreeNode*> order;
    if (root) {
        order.push_back(root);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        TreeNode* const node = order[i];
        for (TreeNode* child : {node->left, node->right}) {
            if (child) {
                order.push_back(child);
            }
        }
    }
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
        int sum = static_cast<int>((*node)->val);
        for (const TreeNode* child : {(*node)->left, (*node)->right}) {
            if (child) {
                sum = static_cast<int>(sum + child->val);
            }
        }
        (*node)->val = sum;
    }
    return root;
}

#include <sstream>
#include <string>

class Codec {
public:
    std::string serialize(TreeNode* root) {
        if (root == nullptr) {
            return "#\n";
        }
        return root->val + "\n" + serialize(root->left) + serialize(root->right);
    }

    TreeNode* deserialize(const std::string& text) {
        std::istringstream lines(text);
        return build(lines);
    }

private:
    TreeNode* build(std::istringstream& lines) {
        std::string line;
        if (!std::getline(lines, line) || line == "#") {
            return nullptr;
        }
        TreeNode* node = new TreeNode(line);
        node->left = build(lines);
        node->right = build(lines);
        return node;
    }
};

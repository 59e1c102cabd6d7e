#include <string>
#include <vector>

// A node is [=text left right] in brackets, a missing one is empty brackets.
class Codec {
public:
    std::string serialize(TreeNode* root) {
        if (root == nullptr) {
            return "[]";
        }
        std::string text = "[=";
        for (const char letter : root->val) {
            if (letter == '\\' || letter == '[' || letter == ']') {
                text += '\\';
            }
            text += letter;
        }
        return text + serialize(root->left) + serialize(root->right) + "]";
    }

    TreeNode* deserialize(const std::string& text) { return build(text, 0, text.size()); }

private:
    TreeNode* build(const std::string& text, std::size_t start, std::size_t end) {
        if (end - start == 2) {
            return nullptr;
        }
        TreeNode* node = new TreeNode("");
        std::size_t at = start + 2;
        for (; text[at] != '['; ++at) {
            if (text[at] == '\\') {
                ++at;
            }
            node->val += text[at];
        }
        const std::size_t split = closing(text, at) + 1;
        node->left = build(text, at, split);
        node->right = build(text, split, end - 1);
        return node;
    }

    static std::size_t closing(const std::string& text, std::size_t at) {
        for (int depth = 0;; ++at) {
            if (text[at] == '\\') {
                ++at;
            } else if (text[at] == '[') {
                ++depth;
            } else if (text[at] == ']' && --depth == 0) {
                return at;
            }
        }
    }
};

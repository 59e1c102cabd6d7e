#include <string>
#include <vector>

// Pre-order: `3:abc` for a node with the text abc, `-` for a missing child.
class Codec {
public:
    std::string serialize(TreeNode* root) {
        std::string text;
        std::vector<TreeNode*> waiting{root};
        while (!waiting.empty()) {
            TreeNode* node = waiting.back();
            waiting.pop_back();
            if (node == nullptr) {
                text += '-';
                continue;
            }
            text += std::to_string(node->val.size());
            text += ':';
            text += node->val;
            waiting.push_back(node->right);
            waiting.push_back(node->left);
        }
        return text;
    }

    TreeNode* deserialize(const std::string& text) {
        TreeNode* root = nullptr;
        // Places still to be filled, the next one last.
        std::vector<TreeNode**> places{&root};
        std::size_t at = 0;
        while (!places.empty()) {
            TreeNode** place = places.back();
            places.pop_back();
            if (text[at] == '-') {
                ++at;
                continue;
            }
            const std::size_t colon = text.find(':', at);
            const std::size_t length = std::stoul(text.substr(at, colon - at));
            *place = new TreeNode(text.substr(colon + 1, length));
            at = colon + 1 + length;
            places.push_back(&(*place)->right);
            places.push_back(&(*place)->left);
        }
        return root;
    }
};

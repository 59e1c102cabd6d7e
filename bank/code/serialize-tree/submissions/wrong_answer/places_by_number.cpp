#include <map>
#include <string>

class Codec {
public:
    std::string serialize(TreeNode* root) {
        std::string text;
        write(root, 0, text);
        return text;
    }

    TreeNode* deserialize(const std::string& text) {
        std::map<unsigned long long, TreeNode*> nodes;
        std::size_t at = 0;
        while (at < text.size()) {
            const std::size_t first = text.find(':', at);
            const std::size_t second = text.find(':', first + 1);
            const unsigned long long place = std::stoull(text.substr(at, first - at));
            const std::size_t length = std::stoul(text.substr(first + 1, second - first - 1));
            nodes[place] = new TreeNode(text.substr(second + 1, length));
            at = second + 1 + length;
        }
        for (const auto& [place, node] : nodes) {
            const auto parent = nodes.find((place - 1) / 2);
            if (place > 0 && parent != nodes.end()) {
                (place % 2 == 1 ? parent->second->left : parent->second->right) = node;
            }
        }
        return nodes.empty() ? nullptr : nodes[0];
    }

private:
    static void write(TreeNode* node, unsigned long long place, std::string& text) {
        if (node == nullptr) {
            return;
        }
        text += std::to_string(place) + ':' + std::to_string(node->val.size()) + ':' + node->val;
        write(node->left, 2 * place + 1, text);
        write(node->right, 2 * place + 2, text);
    }
};

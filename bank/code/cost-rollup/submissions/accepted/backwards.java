import java.util.ArrayList;
import java.util.List;

class Solution {
    TreeNode roll_up(TreeNode root) {
        List<TreeNode> order = new ArrayList<>();
        if (root != null) {
            order.add(root);
        }
        for (int i = 0; i < order.size(); i++) {
            TreeNode node = order.get(i);
            if (node.left != null) {
                order.add(node.left);
            }
            if (node.right != null) {
                order.add(node.right);
            }
        }
        // A sum on the way may leave 64 bits: it wraps, and comes back the same way.
        for (int i = order.size() - 1; i >= 0; i--) {
            TreeNode node = order.get(i);
            if (node.left != null) {
                node.val += node.left.val;
            }
            if (node.right != null) {
                node.val += node.right.val;
            }
        }
        return root;
    }
}

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

class Solution {
    private record Visit(TreeNode node, int depth) {}

    List<Integer> splits_per_prediction(TreeNode root) {
        if (root == null) {
            return List.of();
        }
        int least = Integer.MAX_VALUE;
        int most = 0;
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(root, 0));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            TreeNode left = visit.node.left;
            TreeNode right = visit.node.right;
            if (left == null && right == null) {
                least = Math.min(least, visit.depth);
                most = Math.max(most, visit.depth);
            }
            if (left != null) {
                open.push(new Visit(left, visit.depth + 1));
            }
            if (right != null) {
                open.push(new Visit(right, visit.depth + 1));
            }
        }
        return List.of(least, most);
    }
}

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class Solution {
    List<Integer> finish_order(int[][] uses, int root) {
        boolean[] begun = new boolean[uses.length];
        // How much of its list each module has loaded.
        int[] loaded = new int[uses.length];
        List<Integer> finished = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        begun[root] = true;
        open.push(root);
        while (!open.isEmpty()) {
            int module = open.peek();
            if (loaded[module] == uses[module].length) {
                finished.add(open.pop());
                continue;
            }
            int used = uses[module][loaded[module]++];
            if (!begun[used]) {
                begun[used] = true;
                open.push(used);
            }
        }
        return finished;
    }
}

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

class Solution {
    List<List<Integer>> match_payments(long[] payments, long total) {
        Map<Long, Queue<Integer>> waiting = new HashMap<>();
        List<List<Integer>> matches = new ArrayList<>();
        for (int place = 0; place < payments.length; place++) {
            Queue<Integer> partners = waiting.get(total - payments[place]);
            if (partners != null && !partners.isEmpty()) {
                matches.add(List.of(partners.remove(), place));
            } else {
                waiting.computeIfAbsent(payments[place], amount -> new ArrayDeque<>(2)).add(place);
            }
        }
        return matches;
    }
}

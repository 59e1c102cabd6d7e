import java.util.Optional;

class Solution {
    Optional<Integer> fewest_hops(long[] reach) {
        int last = reach.length - 1;
        if (last > 0 && reach[last] < 0) {
            return Optional.empty();
        }
        int hops = 0;
        long end = 0;
        long furthest = 0;
        for (int station = 0; end < last; station++) {
            if (reach[station] >= 0) {
                furthest = Math.max(furthest, station + reach[station]);
            }
            if (station == end) {
                if (furthest == end) {
                    return Optional.empty();
                }
                hops++;
                end = furthest;
            }
        }
        return Optional.of(hops);
    }
}

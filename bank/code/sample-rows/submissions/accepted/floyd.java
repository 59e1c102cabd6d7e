import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

class RowSampler {
    private final long rows;
    private final int size;
    private final SplittableRandom random = new SplittableRandom();

    RowSampler(long rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    Set<Long> draw() {
        Set<Long> chosen = new HashSet<>();
        // Before each step the set is an even choice out of the rows below `last`.
        for (long last = rows - size; last < rows; last++) {
            if (!chosen.add(random.nextLong(last + 1))) {
                chosen.add(last);
            }
        }
        return chosen;
    }
}

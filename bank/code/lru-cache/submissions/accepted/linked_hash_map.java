import java.util.LinkedHashMap;
import java.util.Map;

/** The map keeps its entries in order of access, and asks after each put whether to forget the first. */
class LruCache {
    private final Map<Long, Long> entries;

    LruCache(int capacity) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    Long get(long key) {
        return entries.get(key);
    }

    void put(long key, long value) {
        entries.put(key, value);
    }
}

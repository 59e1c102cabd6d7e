package onsite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signature: types are names, or pairs of a name and the type inside. */
final class Spec {
    private final Map<?, ?> whole;

    Spec(String text) {
        whole = (Map<?, ?>) any(new Reader(text.getBytes(StandardCharsets.UTF_8)));
    }

    String text(String key) {
        return (String) whole.get(key);
    }

    Object type(String key) {
        return whole.get(key);
    }

    List<?> list(String key) {
        return (List<?>) whole.get(key);
    }

    /** Types of the parameters and of the result of a method. */
    List<?> method(String name) {
        Object found = ((Map<?, ?>) whole.get("methods")).get(name);
        if (found == null) {
            throw Reader.brokenInput();
        }
        return (List<?>) found;
    }

    static String kind(Object type) {
        return type instanceof String ? (String) type : (String) ((List<?>) type).get(0);
    }

    static Object inner(Object type) {
        return ((List<?>) type).get(1);
    }

    private static Object any(Reader from) {
        if (from.take('{')) {
            Map<String, Object> found = new LinkedHashMap<>();
            while (!from.take('}')) {
                from.take(',');
                String key = from.string();
                from.expect(':');
                found.put(key, any(from));
            }
            return found;
        }
        if (from.take('[')) {
            List<Object> found = new ArrayList<>();
            while (!from.take(']')) {
                from.take(',');
                found.add(any(from));
            }
            return found;
        }
        return from.string();
    }
}

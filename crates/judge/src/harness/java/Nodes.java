package onsite;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** The node classes, which are compiled with the answer. */
final class Nodes {
    // Looked up once for each class, not for each node.
    private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new HashMap<>();
    private static final Map<Class<?>, Field> VALUES = new HashMap<>();

    private Nodes() {}

    static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException error) {
            throw Reader.brokenInput();
        }
    }

    static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException error) {
            throw Reader.brokenInput();
        }
    }

    static Object make(Class<?> type, Object value) {
        try {
            Constructor<?> plain = CONSTRUCTORS.get(type);
            if (plain == null) {
                plain = type.getDeclaredConstructor();
                plain.setAccessible(true);
                CONSTRUCTORS.put(type, plain);
                VALUES.put(type, field(type, "val"));
            }
            Object node = plain.newInstance();
            VALUES.get(type).set(node, value);
            return node;
        } catch (ReflectiveOperationException error) {
            throw Reader.brokenInput();
        }
    }

    static void set(Field field, Object node, Object value) {
        try {
            field.set(node, value);
        } catch (IllegalAccessException error) {
            throw Reader.brokenInput();
        }
    }

    static Object get(Field field, Object node) {
        try {
            return field.get(node);
        } catch (IllegalAccessException error) {
            throw Reader.brokenInput();
        }
    }
}

package onsite;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Walks through a JSON text whose types are known, and makes what a declaration asks for. */
final class Reader {
    private final byte[] text;
    private int at;

    Reader(byte[] text) {
        this.text = text;
    }

    /** The input was checked before, so what does not fit is a fault of the judge's. */
    static RuntimeException brokenInput() {
        System.err.println("the test case cannot be read");
        Runtime.getRuntime().halt(97);
        return new IllegalStateException();
    }

    byte peek() {
        while (at < text.length && text[at] <= ' ') {
            at++;
        }
        return at < text.length ? text[at] : 0;
    }

    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) {
            throw brokenInput();
        }
    }

    int place() {
        return at;
    }

    void goTo(int place) {
        at = place;
    }

    /** The characters of a number or a word. */
    String word() {
        peek();
        int start = at;
        while (at < text.length && ",] \t\r\n".indexOf(text[at]) < 0) {
            at++;
        }
        return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    }

    long integer() {
        peek();
        boolean below = at < text.length && text[at] == '-';
        if (below) {
            at++;
        }
        long value = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            // Counting downwards reaches the least number too.
            value = value * 10 - (text[at++] - '0');
        }
        return below ? value : -value;
    }

    double real() {
        if (peek() != '"') {
            return Double.parseDouble(word());
        }
        switch (string()) {
            case "inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                return Double.NaN;
        }
    }

    String string() {
        expect('"');
        int start = at;
        while (at < text.length && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        StringBuilder value = new StringBuilder(utf8(start));
        while (at < text.length && text[at] != '"') {
            if (text[at] != '\\') {
                start = at;
                while (at < text.length && text[at] != '"' && text[at] != '\\') {
                    at++;
                }
                value.append(utf8(start));
                continue;
            }
            at++;
            char escaped = (char) text[at++];
            int plain = "bfnrt".indexOf(escaped);
            if (escaped == 'u') {
                String digits = new String(text, at, 4, StandardCharsets.ISO_8859_1);
                value.append((char) Integer.parseInt(digits, 16));
                at += 4;
            } else {
                value.append(plain < 0 ? escaped : "\b\f\n\r\t".charAt(plain));
            }
        }
        at++;
        return value.toString();
    }

    private String utf8(int start) {
        return new String(text, start, at - start, StandardCharsets.UTF_8);
    }

    void skip() {
        int depth = 0;
        do {
            byte next = peek();
            if (next == '"') {
                string();
            } else if (next == 0) {
                throw brokenInput();
            } else if (next == '[' || next == ']' || next == ',') {
                depth += next == '[' ? 1 : next == ']' ? -1 : 0;
                at++;
            } else {
                word();
            }
        } while (depth > 0);
    }

    /** Reads a value of a type of the signature as a declared type. */
    Object read(Object type, Type declared) {
        String kind = Spec.kind(type);
        Class<?> wanted = raw(declared);
        switch (kind) {
            case "int":
                return integerAs(wanted);
            case "float":
                double real = real();
                if (wanted == float.class || wanted == Float.class) {
                    return (float) real;
                }
                return fits(wanted, double.class, Double.class) ? real : refuse("a float", wanted);
            case "bool":
                boolean truth = word().equals("true");
                return fits(wanted, boolean.class, Boolean.class) ? truth : refuse("a bool", wanted);
            case "string":
                return stringAs(wanted);
            case "optional":
                return optionalAs(type, declared, wanted);
            case "tree":
                return tree(Spec.inner(type));
            case "linked_list":
                return linkedList(Spec.inner(type));
            case "graph":
                return listAs("int", declared, wanted, 2);
            case "matrix":
                return listAs(Spec.inner(type), declared, wanted, 2);
            default:
                return listAs(Spec.inner(type), declared, wanted, 1);
        }
    }

    private static boolean fits(Class<?> wanted, Class<?> plain, Class<?> boxed) {
        return wanted == plain || wanted.isAssignableFrom(boxed);
    }

    private static Object refuse(String what, Class<?> wanted) {
        throw new IllegalArgumentException(
                "the test case holds " + what + " where " + wanted.getSimpleName() + " is declared");
    }

    private Object integerAs(Class<?> wanted) {
        long value = integer();
        if (fits(wanted, long.class, Long.class)) {
            return value;
        }
        if (wanted == double.class || wanted == Double.class) {
            return (double) value;
        }
        if ((wanted == int.class || wanted == Integer.class) && value == (int) value) {
            return (int) value;
        }
        return refuse("the integer " + value, wanted);
    }

    private Object stringAs(Class<?> wanted) {
        String value = string();
        if (wanted.isAssignableFrom(String.class)) {
            return value;
        }
        if ((wanted == char.class || wanted == Character.class) && value.length() == 1) {
            return value.charAt(0);
        }
        return wanted == char[].class ? value.toCharArray() : refuse("a string", wanted);
    }

    private Object optionalAs(Object type, Type declared, Class<?> wanted) {
        boolean wraps = wanted == Optional.class;
        Type within = wraps ? argument(declared) : declared;
        if (peek() != 'n') {
            Object value = read(Spec.inner(type), within);
            return wraps ? Optional.of(value) : value;
        }
        word();
        if (wanted.isPrimitive()) {
            return refuse("nothing (null)", wanted);
        }
        return wraps ? Optional.empty() : null;
    }

    /** The list of a depth, as an array or as a collection. */
    private Object listAs(Object inner, Type declared, Class<?> wanted, int depth) {
        if (depth == 1 && inner.equals("int") && wanted == long[].class) {
            return longs();
        }
        Type element;
        if (wanted.isArray()) {
            element = declared instanceof GenericArrayType
                    ? ((GenericArrayType) declared).getGenericComponentType()
                    : wanted.getComponentType();
        } else {
            element = argument(declared);
        }
        List<Object> items = new ArrayList<>();
        expect('[');
        if (!take(']')) {
            do {
                items.add(depth > 1
                        ? listAs(inner, element, raw(element), depth - 1)
                        : read(inner, element));
            } while (take(','));
            expect(']');
        }
        if (wanted.isArray()) {
            Object array = Array.newInstance(wanted.getComponentType(), items.size());
            for (int i = 0; i < items.size(); i++) {
                Array.set(array, i, items.get(i));
            }
            return array;
        }
        if (wanted.isAssignableFrom(ArrayList.class)) {
            return items;
        }
        if (wanted == LinkedList.class || wanted == Deque.class || wanted == Queue.class) {
            return new LinkedList<>(items);
        }
        return wanted == ArrayDeque.class ? new ArrayDeque<>(items) : refuse("a list", wanted);
    }

    private long[] longs() {
        long[] items = new long[16];
        int count = 0;
        expect('[');
        if (take(']')) {
            return new long[0];
        }
        do {
            if (count == items.length) {
                items = Arrays.copyOf(items, count * 2);
            }
            items[count++] = integer();
        } while (take(','));
        expect(']');
        return Arrays.copyOf(items, count);
    }

    private Object tree(Object inner) {
        List<Object> entries = new ArrayList<>();
        Class<?> made = Nodes.type("TreeNode");
        Type held = Nodes.field(made, "val").getGenericType();
        expect('[');
        if (!take(']')) {
            do {
                entries.add(peek() == 'n' ? skipNull() : read(inner, held));
            } while (take(','));
            expect(']');
        }
        if (entries.isEmpty() || entries.get(0) == null) {
            return null;
        }
        List<Object> level = new ArrayList<>();
        level.add(Nodes.make(made, entries.get(0)));
        int place = 1;
        Field[] sides = {Nodes.field(made, "left"), Nodes.field(made, "right")};
        for (int i = 0; i < level.size() && place < entries.size(); i++) {
            for (Field side : sides) {
                if (place < entries.size() && entries.get(place) != null) {
                    Object child = Nodes.make(made, entries.get(place));
                    Nodes.set(side, level.get(i), child);
                    level.add(child);
                }
                place++;
            }
        }
        return level.get(0);
    }

    private Object skipNull() {
        word();
        return null;
    }

    private Object linkedList(Object inner) {
        Class<?> made = Nodes.type("ListNode");
        Field value = Nodes.field(made, "val");
        Field next = Nodes.field(made, "next");
        Object head = null;
        Object last = null;
        expect('[');
        if (take(']')) {
            return null;
        }
        do {
            Object node = Nodes.make(made, read(inner, value.getGenericType()));
            if (last == null) {
                head = node;
            } else {
                Nodes.set(next, last, node);
            }
            last = node;
        } while (take(','));
        expect(']');
        return head;
    }

    static Class<?> raw(Type declared) {
        if (declared instanceof Class) {
            return (Class<?>) declared;
        }
        if (declared instanceof ParameterizedType) {
            return raw(((ParameterizedType) declared).getRawType());
        }
        if (declared instanceof GenericArrayType) {
            Class<?> element = raw(((GenericArrayType) declared).getGenericComponentType());
            return Array.newInstance(element, 0).getClass();
        }
        return Object.class;
    }

    /** What a generic type holds; anything where it does not say. */
    private static Type argument(Type declared) {
        return declared instanceof ParameterizedType
                ? ((ParameterizedType) declared).getActualTypeArguments()[0]
                : Object.class;
    }
}

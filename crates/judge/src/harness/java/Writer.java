package onsite;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Collects a JSON text. */
final class Writer {
    /** A result that cannot be written. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String expected;
        final String found;

        Mismatch(String expected, String found) {
            super(found, null, false, false);
            this.expected = expected;
            this.found = found;
        }
    }

    /** More than any result within the output limit can hold. */
    private static final int MOST_NODES = 5_000_000;
    private static final int MOST_DEPTH = 64;

    private final StringBuilder text = new StringBuilder();

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    Writer raw(String words) {
        text.append(words);
        return this;
    }

    /** The comma before an item that is not the first, where none stands yet. */
    void item() {
        if (text.length() > 0 && "[,".indexOf(text.charAt(text.length() - 1)) < 0) {
            text.append(',');
        }
    }

    /** Writes what an answer gave where a type was asked for. */
    void write(Object type, Object value) {
        write(type, value, 0);
    }

    private void write(Object type, Object value, int depth) {
        String kind = Spec.kind(type);
        if (depth > MOST_DEPTH) {
            throw new Mismatch(kind, "lists inside one another without an end");
        }
        if (kind.equals("void")) {
            text.append("null");
        } else if (kind.equals("optional")) {
            Object held = unwrapped(value);
            if (held == null) {
                text.append("null");
            } else {
                write(Spec.inner(type), held, depth);
            }
        } else if (kind.equals("tree") && (value == null || isNode(value, "TreeNode"))) {
            tree(Spec.inner(type), value);
        } else if (kind.equals("linked_list") && (value == null || isNode(value, "ListNode"))) {
            linkedList(Spec.inner(type), value);
        } else if (value == null) {
            throw new Mismatch(kind, "nothing (null)");
        } else {
            plain(elementOf(kind, type), value, depth);
        }
    }

    /** The type of the items of a list; the type itself of anything else. */
    private static Object elementOf(String kind, Object type) {
        switch (kind) {
            case "list":
                return Spec.inner(type);
            case "matrix":
                return List.of("list", Spec.inner(type));
            case "graph":
                return List.of("list", "int");
            default:
                return type;
        }
    }

    private void plain(Object element, Object value, int depth) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short
                || value instanceof Byte || value instanceof BigInteger
                || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            real(((Number) value).doubleValue());
        } else if (value instanceof CharSequence || value instanceof Character) {
            string(value.toString());
        } else if (value instanceof long[]) {
            text.append('[');
            for (long each : (long[]) value) {
                item();
                text.append(each);
            }
            text.append(']');
        } else if (value.getClass().isArray()) {
            text.append('[');
            int count = Array.getLength(value);
            for (int i = 0; i < count; i++) {
                item();
                write(element, Array.get(value, i), depth + 1);
            }
            text.append(']');
        } else if (value instanceof Collection) {
            text.append('[');
            for (Object each : (Collection<?>) value) {
                item();
                write(element, each, depth + 1);
            }
            text.append(']');
        } else {
            throw new Mismatch(
                    Spec.kind(element), "a value of type " + value.getClass().getSimpleName());
        }
    }

    private static Object unwrapped(Object value) {
        if (value instanceof Optional) {
            return ((Optional<?>) value).orElse(null);
        }
        if (value instanceof OptionalLong) {
            OptionalLong held = (OptionalLong) value;
            return held.isPresent() ? (Object) held.getAsLong() : null;
        }
        if (value instanceof OptionalInt) {
            OptionalInt held = (OptionalInt) value;
            return held.isPresent() ? (Object) held.getAsInt() : null;
        }
        if (value instanceof OptionalDouble) {
            OptionalDouble held = (OptionalDouble) value;
            return held.isPresent() ? (Object) held.getAsDouble() : null;
        }
        return value;
    }

    private void real(double value) {
        if (Double.isNaN(value)) {
            text.append("\"nan\"");
        } else if (Double.isInfinite(value)) {
            text.append(value > 0 ? "\"inf\"" : "\"-inf\"");
        } else {
            text.append(value);
        }
    }

    void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else if (Character.isHighSurrogate(c) && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                throw new Mismatch("string", "a string with half a surrogate pair");
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isNode(Object value, String name) {
        return value.getClass() == Nodes.type(name);
    }

    private void linkedList(Object inner, Object head) {
        Class<?> type = Nodes.type("ListNode");
        Field held = Nodes.field(type, "val");
        Field next = Nodes.field(type, "next");
        text.append('[');
        int count = 0;
        for (Object node = head; node != null; node = Nodes.get(next, node)) {
            if (++count > MOST_NODES) {
                throw new Mismatch("a linked list that ends", "one that runs in a circle");
            }
            item();
            write(inner, Nodes.get(held, node));
        }
        text.append(']');
    }

    private void tree(Object inner, Object root) {
        Class<?> type = Nodes.type("TreeNode");
        Field held = Nodes.field(type, "val");
        Field left = Nodes.field(type, "left");
        Field right = Nodes.field(type, "right");
        List<Object> level = new ArrayList<>();
        level.add(root);
        text.append('[');
        int end = text.length();
        for (int i = 0; i < level.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            Object node = level.get(i);
            if (node == null) {
                text.append("null");
                continue;
            }
            write(inner, Nodes.get(held, node));
            end = text.length();
            level.add(Nodes.get(left, node));
            level.add(Nodes.get(right, node));
            if (level.size() > 2 * MOST_NODES) {
                throw new Mismatch("a tree", "nodes that hang in a circle");
            }
        }
        // Missing entries at the end are left out.
        text.setLength(end);
        text.append(']');
    }
}

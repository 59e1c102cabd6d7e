package onsite;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Runs an answer in Java on one case: Main MODE SIGNATURE. Nothing here knows what is expected. */
public final class Main {
    /** Deep recursion is right for deep trees. */
    private static final long STACK = 128L << 20;
    private static final int MOST_FRAMES = 20;

    private static OutputStream channel;

    private Main() {}

    /** What an answer does not define. */
    private static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String name) {
            super(name, null, false, false);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Constructor<FileDescriptor> of = FileDescriptor.class.getDeclaredConstructor(int.class);
        of.setAccessible(true);
        channel = new FileOutputStream(of.newInstance(3));
        // Made before the heap can be full.
        byte[] memory = "[\"memory\"]".getBytes(StandardCharsets.UTF_8);
        Thread thread = new Thread(null, () -> {
            try {
                work(arguments[0], new Spec(arguments[1]));
            } catch (OutOfMemoryError error) {
                tell(memory);
                leave(1);
            } catch (Throwable error) {
                complain(error);
            }
        }, "main", STACK);
        thread.start();
    }

    private static void work(String mode, Spec spec) throws Throwable {
        if (mode.equals("program")) {
            program();
            return;
        }
        Reader in = new Reader(System.in.readAllBytes());
        Writer out = new Writer();
        out.raw("[\"value\",");
        try {
            switch (mode) {
                case "function":
                    function(spec, in, out);
                    break;
                case "class":
                    calls(spec, in, out);
                    break;
                default:
                    roundTrip(mode, spec, in, out);
            }
        } catch (Writer.Mismatch mismatch) {
            Writer told = new Writer();
            told.raw("[\"mismatch\",\"the result\",").string(mismatch.expected);
            told.raw(",").string(mismatch.found);
            tell(told.raw(",\"\"]").bytes());
            leave(0);
        } catch (Missing missing) {
            Writer told = new Writer();
            told.raw("[\"missing\",").string(missing.getMessage());
            tell(told.raw("]").bytes());
            leave(1);
        }
        tell(out.raw("]").bytes());
        leave(0);
    }

    private static void function(Spec spec, Reader in, Writer out) throws Throwable {
        List<?> types = spec.list("parameters");
        Method method = method(type("Solution"), spec.text("entry"), types.size());
        Object self = Modifier.isStatic(method.getModifiers())
                ? null
                : construct(constructor(method.getDeclaringClass(), 0), new Object[0]);
        in.expect('[');
        Object[] values = arguments(in, types, method.getGenericParameterTypes());
        out.write(spec.type("returns"), invoke(method, self, values));
    }

    /** Makes the calls in order; arguments are read anew each time a call is repeated. */
    private static void calls(Spec spec, Reader in, Writer out) throws Throwable {
        Class<?> type = type(spec.text("entry"));
        Map<String, Callee> callees = new HashMap<>();
        Object made = null;
        out.raw("[");
        in.expect('[');
        for (int index = 0; index == 0 || in.take(','); index++) {
            in.expect('[');
            String name = in.string();
            in.expect(',');
            int start = in.place();
            in.skip();
            long times = in.take(',') ? in.integer() : -1;
            in.expect(']');
            int after = in.place();
            out.item();
            if (index == 0) {
                List<?> types = spec.list("constructor");
                Constructor<?> constructor = constructor(type, types.size());
                Type[] declared = constructor.getGenericParameterTypes();
                in.goTo(start);
                in.expect('[');
                made = construct(constructor, arguments(in, types, declared));
                out.raw("null");
            } else {
                Callee callee = callees.get(name);
                if (callee == null) {
                    callee = new Callee(type, name, spec.method(name));
                    callees.put(name, callee);
                }
                out.raw(times < 0 ? "" : "[");
                for (long i = 0; i < Math.abs(times); i++) {
                    out.item();
                    in.goTo(start);
                    in.expect('[');
                    Object[] values = arguments(in, callee.types, callee.declared);
                    out.write(callee.returns, invoke(callee.method, made, values));
                }
                out.raw(times < 0 ? "" : "]");
            }
            in.goTo(after);
        }
        out.raw("]");
    }

    /** A method and its types, looked up once however often it is called. */
    private static final class Callee {
        final List<?> types;
        final Object returns;
        final Method method;
        final Type[] declared;

        Callee(Class<?> type, String name, List<?> signature) throws Missing {
            types = (List<?>) signature.get(0);
            returns = signature.get(1);
            method = method(type, name, types.size());
            declared = method.getGenericParameterTypes();
        }
    }

    private static void roundTrip(String mode, Spec spec, Reader in, Writer out) throws Throwable {
        boolean encodes = mode.equals("encode");
        Class<?> type = type(spec.text("entry"));
        Object self = construct(constructor(type, 0), new Object[0]);
        Method method = method(type, spec.text(mode), 1);
        Object value = in.read(
                encodes ? spec.type("value") : "string", method.getGenericParameterTypes()[0]);
        Object result = invoke(method, self, new Object[] {value});
        out.write(encodes ? "string" : spec.type("value"), result);
    }

    private static void program() throws Throwable {
        List<String> names = new ArrayList<>(List.of("Main", "Solution"));
        try (JarFile archive = new JarFile(new File("/scratch/answer.jar"))) {
            for (Enumeration<JarEntry> all = archive.entries(); all.hasMoreElements(); ) {
                String name = all.nextElement().getName();
                if (name.endsWith(".class")) {
                    names.add(name.substring(0, name.length() - 6).replace('/', '.'));
                }
            }
        }
        for (String name : names) {
            Method main;
            try {
                main = Class.forName(name, false, Main.class.getClassLoader())
                        .getDeclaredMethod("main", String[].class);
            } catch (ClassNotFoundException | NoSuchMethodException error) {
                continue;
            }
            if (Modifier.isStatic(main.getModifiers())) {
                main.setAccessible(true);
                invoke(main, null, new Object[] {new String[0]});
                return;
            }
        }
        Writer told = new Writer();
        told.raw("[\"missing\",").string("main");
        tell(told.raw("]").bytes());
        leave(1);
    }

    private static Class<?> type(String name) throws Missing {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException error) {
            throw new Missing("class " + name);
        }
    }

    private static Method method(Class<?> type, String name, int count) throws Missing {
        for (Method method : type.getDeclaredMethods()) {
            boolean ours = method.getName().equals(name) && !method.isBridge();
            if (ours && method.getParameterCount() == count) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new Missing(name + " with " + count + (count == 1 ? " parameter" : " parameters"));
    }

    private static Constructor<?> constructor(Class<?> type, int count) throws Missing {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == count) {
                constructor.setAccessible(true);
                return constructor;
            }
        }
        throw new Missing("a constructor of " + type.getName() + " with " + count + " parameters");
    }

    private static Object[] arguments(Reader in, List<?> types, Type[] declared) {
        Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            in.take(',');
            values[i] = in.read(types.get(i), declared[i]);
        }
        return values;
    }

    private static Object invoke(Method method, Object self, Object[] values) throws Throwable {
        try {
            return method.invoke(self, values);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    private static Object construct(Constructor<?> of, Object[] values) throws Throwable {
        try {
            return of.newInstance(values);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    /** Prints what was thrown with the answer's own frames, and tells it. */
    private static void complain(Throwable error) {
        if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
            complain(error.getCause());
            return;
        }
        int line = 0;
        StringBuilder trace = new StringBuilder(error + "\n");
        List<StackTraceElement> frames = Arrays.asList(error.getStackTrace());
        int shown = 0;
        for (StackTraceElement frame : frames) {
            boolean own = "answer.java".equals(frame.getFileName());
            line = line == 0 && own ? frame.getLineNumber() : line;
            if (frame.getClassName().startsWith("onsite.") || shown++ >= MOST_FRAMES) {
                break;
            }
            if (!frame.getClassName().startsWith("jdk.internal.")) {
                trace.append("\tat ").append(frame).append('\n');
            }
        }
        System.err.print(trace);
        Writer told = new Writer();
        told.raw("[\"raised\",").string(whole(error.toString()));
        tell(told.raw("," + line + "]").bytes());
        leave(1);
    }

    /** A text of which no half of a surrogate pair is left, and not too much. */
    private static String whole(String text) {
        String start = text.substring(0, Math.min(text.length(), 2000));
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void tell(byte[] outcome) {
        try {
            channel.write(outcome);
        } catch (IOException error) {
            // Where nothing can be told, the judge sees that nothing was.
            leave(1);
        }
    }

    /** Ends at once: what the answer left behind is not waited for. */
    private static void leave(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}

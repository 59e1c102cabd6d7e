package onsite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles source files of any class names to one archive: Build ARCHIVE FILE... */
public final class Build {
    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name) throws IOException {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.name = name;
            // What is no UTF-8 is for the compiler to say.
            this.text = new String(Files.readAllBytes(Path.of(name)), StandardCharsets.UTF_8);
        }

        @Override
        public CharSequence getCharContent(boolean lenient) {
            return text;
        }

        @Override
        public String getName() {
            return name;
        }

        /** A public class may have any name, whatever its file is called. */
        @Override
        public boolean isNameCompatible(String simple, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    private static final class Made extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Made(String name) {
            super(URI.create("made:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Keeper extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Made> made = new LinkedHashMap<>();

        Keeper(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location place, String name, JavaFileObject.Kind kind, FileObject beside) {
            return made.computeIfAbsent(name, Made::new);
        }
    }

    private Build() {}

    public static void main(String[] arguments) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Keeper keeper = new Keeper(
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8));
        List<Source> sources = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            sources.add(new Source(arguments[i]));
        }
        List<String> options = List.of(
                "-proc:none", "-g:source,lines", "-nowarn", "-Xlint:none", "-Xmaxerrs", "8");
        OutputStreamWriter said = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        boolean done = compiler.getTask(said, keeper, null, options, null, sources).call();
        said.flush();
        if (!done) {
            System.exit(1);
        }
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[0]))) {
            pack(keeper.made, out);
        }
    }

    private static void pack(Map<String, Made> made, OutputStream out) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "onsite.Main");
        main.put(Attributes.Name.CLASS_PATH, "answer.jar");
        // For the descriptor on which the outcome is told.
        main.put(new Attributes.Name("Add-Opens"), "java.base/java.io");
        try (JarOutputStream archive = new JarOutputStream(out, manifest)) {
            archive.setLevel(1);
            made.forEach((name, file) -> {
                try {
                    archive.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                    file.bytes.writeTo(archive);
                    archive.closeEntry();
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            });
        }
    }
}

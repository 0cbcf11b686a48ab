package org.flatprop.corpus;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.flatprop.runtime.Kernel;

/** Compiles emitted text with the JDK's compiler, all warnings on. */
public final class Javac {

  /**
   * What came of it.
   *
   * @param classes class files by class name
   * @param complaints errors and warnings
   */
  public record Result(Map<String, byte[]> classes, List<String> complaints) {

    /** The classes in a loader of their own. */
    public ClassLoader loader(ClassLoader parent) {
      return new Loader(parent, classes);
    }
  }

  /** Defines classes from memory. */
  public static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    public Loader(ClassLoader parent, Map<String, byte[]> classes) {
      super(parent);
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private Javac() {}

  /**
   * Compiles classes that may use the runtime.
   *
   * @param sources text by class name, with the package
   */
  public static Result withRuntime(Map<String, String> sources, String... options) {
    List<String> all = new ArrayList<>(List.of("-Xlint:all", "-classpath", runtime()));
    all.addAll(List.of(options));
    return compile(sources, all);
  }

  /** Compiles classes that need nothing, for Java 8. */
  public static Result alone(Map<String, String> sources) {
    return compile(sources, List.of("--release", "8", "-Xlint:all,-options", "-classpath", ""));
  }

  private static String runtime() {
    try {
      return Path.of(Kernel.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Result compile(Map<String, String> sources, List<String> options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Memory memory =
        new Memory(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
    List<String> all = new ArrayList<>(List.of("-proc:none", "-Xmaxwarns", "10000"));
    all.addAll(options);
    List<Source> files =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    boolean done = compiler.getTask(null, memory, found, all, null, files).call();
    Map<String, byte[]> classes = new HashMap<>();
    memory.outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    List<String> complaints = new ArrayList<>();
    found.getDiagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .forEach(d -> complaints.add(d.toString()));
    if (!done && complaints.isEmpty()) {
      complaints.add("the compiler gave up");
    }
    return new Result(classes, complaints);
  }

  private static URI uri(String className, String extension) {
    try {
      return new URI("memory", null, "/" + className.replace('.', '/') + extension, null);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(className, e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(uri(className, ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(uri(className, ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return outputs.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }
}

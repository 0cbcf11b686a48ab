package org.flatprop.load;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.flatprop.load.Backend.CompilationFailure;
import org.flatprop.runtime.Kernel;

final class JavacBackend {

  private JavacBackend() {}

  static boolean isPresent() {
    return ToolProvider.getSystemJavaCompiler() != null;
  }

  static Map<String, byte[]> compile(String className, String source) throws CompilationFailure {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    Memory memory =
        new Memory(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
    List<String> options =
        List.of("-proc:none", "-g:source,lines", "-classpath", runtimePath(), "-nowarn");
    boolean compiled =
        compiler
            .getTask(messages, memory, null, options, null, List.of(new Source(className, source)))
            .call();
    if (!compiled) {
      throw new CompilationFailure(messages.toString(), null);
    }
    Map<String, byte[]> classes = new HashMap<>();
    memory.outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  /** The jar or folder of the runtime, the only thing that emitted code needs. */
  private static String runtimePath() {
    CodeSource source = Kernel.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "" : Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return System.getProperty("java.class.path", "");
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(uri(className, Kind.SOURCE), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static URI uri(String className, JavaFileObject.Kind kind) {
    try {
      return new URI("memory", null, "/" + className.replace('.', '/') + kind.extension, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(className, e);
    }
  }

  /** Keeps the class files in memory. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(uri(className, kind), kind) {
        @Override
        public OutputStream openOutputStream() {
          return outputs.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }
}

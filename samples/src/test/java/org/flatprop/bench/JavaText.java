package org.flatprop.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Java source to an object, by javac. */
final class JavaText {

  private JavaText() {}

  /** Compiles the source, and makes an instance of one of its classes. */
  static <T> T instance(String className, String source, Class<T> type) {
    try {
      Path folder = Files.createTempDirectory("flatprop-bench");
      try {
        compile(Files.writeString(folder.resolve(className + ".java"), source), folder);
        return load(className, folder, type);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(Path file, Path folder) {
    List<String> options =
        List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", "-d", folder.toString());
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    arguments.add(file.toString());
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException(messages.toString());
    }
  }

  private static <T> T load(String className, Path folder, Class<T> type)
      throws IOException, ReflectiveOperationException {
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, JavaText.class.getClassLoader())) {
      var constructor = loader.loadClass(className).getDeclaredConstructor();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

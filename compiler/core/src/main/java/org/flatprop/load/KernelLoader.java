package org.flatprop.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.load.Backend.CompilationFailure;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.CompilerBug;
import org.flatprop.source.SourceMap;

/**
 * Emitted Java to a kernel. Each kernel's classes have a loader of their own, which goes when the
 * last kernel of the model does.
 */
public final class KernelLoader {

  private KernelLoader() {}

  /**
   * Compiles and instantiates a class.
   *
   * @param className with its package
   * @param map where the source's lines come from, if it is known
   * @param sizes what its constructor takes: ints
   * @throws CompilerBug if the source is refused: emitted code must compile
   */
  public static Evaluator load(
      String className, String source, Optional<SourceMap> map, Backend backend, Object... sizes) {
    Map<String, byte[]> classes = new HashMap<>(compile(className, source, backend));
    map.map(SourceMapper::new)
        .ifPresent(mapper -> classes.replaceAll((name, bytes) -> mapper.apply(bytes)));
    try {
      return (Evaluator)
          new MemoryLoader(classes)
              .loadClass(className)
              .getDeclaredConstructor(
                  Collections.nCopies(sizes.length, int.class).toArray(Class[]::new))
              .newInstance(sizes);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new CompilerBug(refused(className, backend, e, source), e);
    }
  }

  /**
   * Compiles a class and those nested in it.
   *
   * @return class files by class name
   * @throws CompilerBug if the source is refused
   * @throws IllegalStateException if this JVM lacks the backend
   */
  public static Map<String, byte[]> compile(String className, String source, Backend backend) {
    if (!backend.isPresent()) {
      throw new IllegalStateException("this JVM has no " + backend);
    }
    try {
      return backend.compile(className, source);
    } catch (CompilationFailure e) {
      throw new CompilerBug(refused(className, backend, e, source), e);
    }
  }

  private static String refused(String className, Backend backend, Throwable cause, String source) {
    return backend + " refuses " + className + ": " + cause.getMessage() + "\n" + numbered(source);
  }

  private static String numbered(String source) {
    List<String> lines = new ArrayList<>();
    source.lines().forEach(line -> lines.add(String.format("%5d  %s", lines.size() + 1, line)));
    return String.join("\n", lines);
  }

  private static final class MemoryLoader extends ClassLoader {

    private final Map<String, byte[]> classes;

    MemoryLoader(Map<String, byte[]> classes) {
      super(Kernel.class.getClassLoader());
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
}

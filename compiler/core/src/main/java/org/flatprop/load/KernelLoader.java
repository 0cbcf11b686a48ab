package org.flatprop.load;

import java.lang.reflect.Constructor;
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
 * Emitted Java to kernels. Classes have a loader of their own, which goes when the last kernel that
 * was made of them does.
 */
public final class KernelLoader {

  private KernelLoader() {}

  /** A class that has been loaded. */
  @FunctionalInterface
  public interface Maker {

    /**
     * A kernel.
     *
     * @param sizes what the class's constructor takes: ints
     */
    Evaluator make(Object... sizes);
  }

  /**
   * Compiles and loads a class.
   *
   * @param className with its package
   * @param map where the source's lines come from, if it is known
   * @param sizes how many its constructor takes
   * @throws CompilerBug if the source is refused, then or by a call: emitted code must compile
   */
  public static Maker load(
      String className, String source, Optional<SourceMap> map, Backend backend, int sizes) {
    Map<String, byte[]> classes = new HashMap<>(compile(className, source, backend));
    map.map(SourceMapper::new)
        .ifPresent(mapper -> classes.replaceAll((name, bytes) -> mapper.apply(bytes)));
    try {
      Constructor<?> constructor =
          new MemoryLoader(classes)
              .loadClass(className)
              .getDeclaredConstructor(Collections.nCopies(sizes, int.class).toArray(Class[]::new));
      return values -> {
        try {
          return (Evaluator) constructor.newInstance(values);
        } catch (ReflectiveOperationException | LinkageError e) {
          throw new CompilerBug(refused(className, backend, e, source), e);
        }
      };
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

    /** A model's own classes come first: others of these names may be on the class path. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!classes.containsKey(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
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

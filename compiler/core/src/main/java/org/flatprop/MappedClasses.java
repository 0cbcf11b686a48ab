package org.flatprop;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.load.SourceMapper;
import org.flatprop.source.SourceMap;

/**
 * The class files of an emitted class and those nested in it, once stack traces and debuggers find
 * the lines of .nn files in them.
 *
 * @param mapped those that have been rewritten
 * @param kept those that are as they were: they had been mapped before, have no line numbers, or
 *     come from another file
 */
public record MappedClasses(List<Path> mapped, List<Path> kept) {

  public MappedClasses {
    mapped = List.copyOf(mapped);
    kept = List.copyOf(kept);
  }

  /**
   * Rewrites the class files of the map's class, each at once or not at all.
   *
   * @param folder holds class files, in folders named for their packages
   * @throws IOException if one can be read or written no more
   */
  public static MappedClasses in(Path folder, SourceMap map) throws IOException {
    SourceMapper mapper = new SourceMapper(map);
    List<Path> mapped = new ArrayList<>();
    List<Path> kept = new ArrayList<>();
    for (Path file : files(folder, map.className())) {
      (rewrite(file, mapper) ? mapped : kept).add(file);
    }
    return new MappedClasses(mapped, kept);
  }

  /** Whether there is no class file at all. */
  public boolean isMissing() {
    return mapped.isEmpty() && kept.isEmpty();
  }

  private static List<Path> files(Path folder, String className) throws IOException {
    Path main = folder.resolve(className.replace('.', '/') + ".class");
    if (!Files.isRegularFile(main)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    String name = SourceMap.name(className.replace('.', '/'));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(main.getParent())) {
      for (Path file : all) {
        String own = file.getFileName().toString();
        if (own.startsWith(name + "$") && own.endsWith(".class")) {
          files.add(file);
        }
      }
    }
    files.sort(null);
    files.add(0, main);
    return files;
  }

  private static boolean rewrite(Path file, SourceMapper mapper) throws IOException {
    byte[] before = Files.readAllBytes(file);
    byte[] after;
    try {
      after = mapper.apply(before);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no class file", e);
    }
    if (after == before) {
      return false;
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(beside, after);
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
    return true;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

package org.flatprop.ahead;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flatprop.source.CompileException;

/** Files that appear whole: each is written beside its place, and moved there last. */
public final class NewFiles {

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {

    /** Writes it all; may close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private NewFiles() {}

  /** A text, in UTF-8. */
  public static Content text(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }

  /**
   * Writes files; an old one is replaced. None is, unless all new ones could be written.
   *
   * @throws CompileException if one cannot be written
   */
  public static void write(Map<Path, Content> contents) {
    Map<Path, Path> drafts = new LinkedHashMap<>();
    try {
      contents.forEach((file, content) -> drafts.put(draft(file, content), file));
      drafts.forEach(NewFiles::move);
    } finally {
      drafts.keySet().forEach(NewFiles::discard);
    }
  }

  private static Path draft(Path file, Content content) {
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new";
    Path draft = file.resolveSibling(name);
    try {
      if (Files.isDirectory(file)) {
        throw new CompileException(FileErrors.folderInTheWay(file));
      }
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      try (OutputStream out =
          Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      return draft;
    } catch (IOException e) {
      discard(draft);
      throw new CompileException(FileErrors.unwritable(file, e));
    }
  }

  private static void move(Path draft, Path file) {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(file, e));
    }
  }

  /** What cannot be removed either is the lesser trouble. */
  private static void discard(Path draft) {
    draft.toFile().delete();
  }
}

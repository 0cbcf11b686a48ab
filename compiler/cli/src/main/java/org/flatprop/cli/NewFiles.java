package org.flatprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flatprop.source.CompileException;

/** Files that appear whole: each is written beside its place, and moved there last. */
final class NewFiles {

  private NewFiles() {}

  /**
   * Writes texts; an old file is replaced. None is, unless all new ones could be written.
   *
   * @throws CompileException if one cannot be written
   */
  static void write(Map<Path, String> texts) {
    Map<Path, Path> drafts = new LinkedHashMap<>();
    try {
      texts.forEach((file, text) -> drafts.put(draft(file, text), file));
      drafts.forEach(NewFiles::move);
    } finally {
      drafts.keySet().forEach(NewFiles::discard);
    }
  }

  private static Path draft(Path file, String text) {
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new";
    Path draft = file.resolveSibling(name);
    try {
      if (Files.isDirectory(file)) {
        throw new CompileException(
            CommandErrors.unwritable(Paths.shown(file), "a folder is in the way"));
      }
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.write(
          draft, text.getBytes(UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return draft;
    } catch (IOException e) {
      discard(draft);
      throw new CompileException(CommandErrors.unwritable(Paths.shown(file), e));
    }
  }

  private static void move(Path draft, Path file) {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CompileException(CommandErrors.unwritable(Paths.shown(file), e));
    }
  }

  /** What cannot be removed either is the lesser trouble. */
  private static void discard(Path draft) {
    draft.toFile().delete();
  }
}

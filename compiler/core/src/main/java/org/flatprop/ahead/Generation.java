package org.flatprop.ahead;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flatprop.JavaClass;
import org.flatprop.source.CompileException;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;

/**
 * One step of a build: the classes of the models that have changed since the last one, or whose
 * imports or choices have. All are written, or none if one model is wrong; a class that stays the
 * same is not written again, so that nothing needs to be done for it by those who come after.
 */
public final class Generation {

  /** What every class says of itself. */
  static final String MARK = "by Flatprop";

  /** By so much a file's time may lag behind the clock. */
  private static final long LAG_MILLIS = 20;

  private final Request request;
  private final Ledger before;
  private final Digests digests = new Digests();
  private final Findings findings = new Findings();

  private final Map<String, Ledger.Entry> entries = new TreeMap<>();
  private final Map<Path, JavaClass> classes = new LinkedHashMap<>();
  private final List<Path> compiled = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();

  private Generation(Request request) {
    this.request = request;
    this.before = Ledger.read(request.state());
  }

  /**
   * Generates what is to be generated.
   *
   * @throws CompileException if a model is wrong or a file cannot be written; then all is as before
   */
  public static Report run(Request request) {
    return new Generation(request).run();
  }

  private Report run() {
    PackageName.problem(request.basePackage())
        .ifPresent(
            why -> findings.add(FileErrors.noPackage("basePackage", request.basePackage(), why)));
    findings.throwIfAny();
    request.models().forEach(this::model);
    distinct();
    classes.forEach(this::place);
    findings.throwIfAny();

    List<Path> written = write();
    List<Path> removed = new ArrayList<>();
    List<Path> kept = new ArrayList<>();
    stale().forEach((file, text) -> (remove(file, text) ? removed : kept).add(file));
    Ledger after = new Ledger(request.choices(), entries);
    if (!after.equals(before)) {
      NewFiles.write(Map.of(request.state(), NewFiles.text(after.print())));
    }
    int count = (int) entries.values().stream().filter(e -> e.written().isPresent()).count();
    return new Report(count, compiled, written, removed, kept, libraries);
  }

  private void model(Path model) {
    String name = request.name(model);
    Ledger.Entry entry = before.entries().get(name);
    if (entry != null && isCurrent(entry)) {
      entries.put(name, entry);
    } else {
      compiled.add(model);
      compile(model).ifPresent(made -> entries.put(name, made));
    }
    if (entries.containsKey(name) && entries.get(name).written().isEmpty()) {
      libraries.add(model);
    }
  }

  private boolean isCurrent(Ledger.Entry entry) {
    return before.choices().equals(request.choices())
        && entry.sources().entrySet().stream()
            .allMatch(
                source -> isSame(request.sources().resolve(source.getKey()), source.getValue()))
        && entry.written().stream().allMatch(file -> isSame(output(file), entry.text()));
  }

  private boolean isSame(Path file, String digest) {
    return !digest.equals(Digests.NONE) && digests.of(file).equals(digest);
  }

  private Path output(String file) {
    return request.output().resolve(file);
  }

  private Optional<Ledger.Entry> compile(Path model) {
    long start = System.currentTimeMillis();
    SourceFile file;
    try {
      file = SourceFile.read(model);
    } catch (CompileException e) {
      e.diagnostics().forEach(findings::add);
      return Optional.empty();
    }
    String packageName = request.packageOf(model);
    Optional<String> problem = PackageName.problem(packageName);
    try {
      JavaClass made =
          JavaClass.of(
              file, request.options(), problem.isEmpty() ? packageName : "", request.standalone());
      problem.ifPresent(
          why -> findings.add(FileErrors.folderIsNoPackage(model.getParent(), packageName, why)));
      classes.put(model, made);
      return Optional.of(
          new Ledger.Entry(
              made.file(),
              Digests.of(made.text()),
              sources(made.files(), start)));
    } catch (CompileException e) {
      if (e.diagnostics().equals(List.of(Errors.nothingToCompute(file.name())))) {
        return Optional.of(new Ledger.Entry("", "", sources(JavaClass.files(file), start)));
      }
      findings.addAll(e, file);
    } catch (InvalidPathException e) {
      findings.add(FileErrors.noPath(e.getInput()));
    }
    return Optional.empty();
  }

  /** A file that has changed since it may have been read gets no digest: it is read again soon. */
  private Map<String, String> sources(List<Path> files, long start) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path file : files) {
      boolean settled = file.toFile().lastModified() < start - LAG_MILLIS;
      sources.put(request.name(file), settled ? digests.of(file) : Digests.NONE);
    }
    return sources;
  }

  /** Some systems take names for the same that differ in the case of letters. */
  private void distinct() {
    Map<String, String> first = new HashMap<>();
    entries.forEach(
        (model, entry) ->
            entry
                .written()
                .ifPresent(
                    file -> {
                      String other = first.putIfAbsent(file.toLowerCase(Locale.ROOT), model);
                      if (other != null) {
                        clash(model, file, other);
                      }
                    }));
  }

  private void clash(String model, String file, String other) {
    String place = FileErrors.shown(request.sources().resolve(model));
    String name = className(file);
    String otherName = className(entries.get(other).output());
    findings.add(
        name.equals(otherName)
            ? FileErrors.sameClass(place, name, other)
            : FileErrors.sameFile(place, name, otherName, other));
  }

  private static String className(String file) {
    return file.substring(0, file.length() - ".java".length()).replace('/', '.');
  }

  /** What another hand has written is not lost. */
  private void place(Path model, JavaClass made) {
    Path file = output(made.file());
    boolean own =
        before.entries().values().stream()
            .anyMatch(entry -> entry.output().equals(made.file()));
    try {
      if (!own && Files.isRegularFile(file) && !Files.readString(file).contains(MARK)) {
        findings.add(FileErrors.foreignFileInTheWay(file, request.name(model)));
      }
    } catch (IOException e) {
      findings.add(FileErrors.foreignFileInTheWay(file, request.name(model)));
    }
  }

  private List<Path> write() {
    Map<Path, NewFiles.Content> contents = new LinkedHashMap<>();
    for (JavaClass made : classes.values()) {
      Path file = output(made.file());
      if (!digests.of(file).equals(Digests.of(made.text()))) {
        contents.put(file, NewFiles.text(made.text()));
      }
    }
    NewFiles.write(contents);
    return List.copyOf(contents.keySet());
  }

  /** The files of an earlier run that are of no model now, with the digests of their texts. */
  private Map<Path, String> stale() {
    Set<Path> now =
        entries.values().stream()
            .flatMap(entry -> entry.written().stream())
            .map(this::output)
            .collect(Collectors.toSet());
    Map<Path, String> stale = new TreeMap<>();
    for (Ledger.Entry entry : before.entries().values()) {
      entry
          .written()
          .map(this::output)
          .filter(file -> Files.exists(file) && !isOneOf(file, now))
          .ifPresent(file -> stale.put(file, entry.text()));
    }
    return stale;
  }

  /** Whether a file is one of others, under another name perhaps: `a` is `A` on some systems. */
  private static boolean isOneOf(Path file, Set<Path> others) {
    return others.contains(file)
        || others.stream()
            .anyMatch(
                other -> other.toString().equalsIgnoreCase(file.toString()) && isSame(file, other));
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a file, unless somebody has changed it. */
  private boolean remove(Path file, String text) {
    if (!isSame(file, text)) {
      return false;
    }
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unremovable(file, e));
    }
    removeEmpty(file.getParent());
    return true;
  }

  private void removeEmpty(Path folder) {
    try {
      for (Path f = folder; !f.equals(request.output()); f = f.getParent()) {
        Files.delete(f);
      }
    } catch (DirectoryNotEmptyException e) {
      // it has other classes
    } catch (IOException e) {
      // an empty folder does no harm
    }
  }
}

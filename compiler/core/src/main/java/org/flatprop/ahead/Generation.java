package org.flatprop.ahead;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
   * @throws CompileException if a model is wrong or a class cannot be written; then all is as
   *     before
   */
  public static Report run(Request request) {
    return new Generation(request).run();
  }

  private Report run() {
    String base = request.form().packageName();
    PackageName.problem(base)
        .ifPresent(why -> findings.add(FileErrors.noPackage("basePackage", base, why)));
    findings.throwIfAny();

    request.models().forEach(this::model);
    distinct();
    Outputs outputs = new Outputs(request.output(), before, digests);
    classes.forEach(
        (model, made) -> outputs.foreign(made, request.name(model)).ifPresent(findings::add));
    entries.forEach(this::taken);
    findings.throwIfAny();

    Ledger after = new Ledger(request.choices(), entries);
    List<Path> written = outputs.write(classes.values());
    Outputs.Removal removal = outputs.removeAllBut(after);
    if (!after.equals(before) && !(after.isEmpty() && before.isEmpty())) {
      NewFiles.write(Map.of(request.state(), NewFiles.text(after.print())));
    }
    List<Path> files = after.outputs().map(request.output()::resolve).toList();
    return new Report(files, compiled, written, removal.removed(), removal.kept(), libraries);
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
            .allMatch(source -> digests.match(request.file(source.getKey()), source.getValue()))
        && entry.written().stream()
            .allMatch(file -> digests.match(request.output().resolve(file), entry.text()));
  }

  /** What becomes of a model; nothing if it is wrong. */
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
          JavaClass.of(file, request.form().packageName(problem.isEmpty() ? packageName : ""));
      if (problem.isEmpty()) {
        request.output().resolve(made.file());
        classes.put(model, made);
        Map<String, String> sources = sources(made.files(), start);
        return Optional.of(new Ledger.Entry(made.file(), Digests.of(made.text()), sources));
      }
      findings.add(
          FileErrors.folderIsNoPackage(model.getParent(), packageName, problem.orElseThrow()));
    } catch (InvalidPathException e) {
      findings.add(FileErrors.noPath(e.getInput()));
    } catch (CompileException e) {
      if (isOfLibrary(e, file)) {
        return Optional.of(new Ledger.Entry("", "", sources(JavaClass.files(file), start)));
      }
      findings.addAll(e, file);
    }
    return Optional.empty();
  }

  /** Whether all that is wrong with a model is that it computes nothing: others import it. */
  static boolean isOfLibrary(CompileException e, SourceFile model) {
    return e.diagnostics().equals(List.of(Errors.nothingToCompute(model.name())));
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
        (model, entry) -> {
          String file = entry.output();
          String other = first.putIfAbsent(file.toLowerCase(Locale.ROOT), model);
          if (other != null && !file.isEmpty()) {
            clash(model, file, other);
          }
        });
  }

  private void taken(String model, Ledger.Entry entry) {
    entry
        .written()
        .map(request.output()::resolve)
        .filter(request.taken()::containsKey)
        .ifPresent(file -> findings.add(FileErrors.taken(file, model, request.taken().get(file))));
  }

  private void clash(String model, String file, String other) {
    String place = FileErrors.shown(request.file(model));
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
}

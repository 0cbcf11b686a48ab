package org.flatprop.ahead;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.JavaClass.Form;
import org.flatprop.Options;

/**
 * What a build wants generated, and where.
 *
 * @param compiler the version of the compiler: another one generates everything anew
 * @param sources the folder below which folders are packages
 * @param models the files in it to generate classes from
 * @param output the source folder to write to
 * @param state the file that says what an earlier run wrote, and from what
 * @param form what the classes shall be; its package is that of the models that stand in {@code
 *     sources} itself, and all others' are below it
 * @param taken files that others of this build write, and who that is
 */
public record Request(
    String compiler,
    Path sources,
    List<Path> models,
    Path output,
    Path state,
    Form form,
    Map<Path, String> taken) {

  public Request {
    models = models.stream().distinct().sorted().toList();
    taken = Map.copyOf(taken);
  }

  /** A text that is another one if classes may be others. */
  String choices() {
    // a set's own text depends on the run
    Options options = form.options();
    Form withoutPasses =
        new Form(
            options.passes(Set.of()), form.objectives(), form.packageName(), form.standalone());
    return compiler + " " + new TreeSet<>(options.passes()) + " " + withoutPasses;
  }

  /** A file's name as the state knows it: it stays the same if the whole project is moved. */
  public String name(Path file) {
    // not normalised: behind a link to a folder, `..` is another folder
    Path below =
        file.startsWith(sources) && !file.equals(sources)
            ? file.subpath(sources.getNameCount(), file.getNameCount())
            : file;
    return FileErrors.shown(below);
  }

  /** The file of a name. */
  Path file(String name) {
    return sources.resolve(name);
  }

  /** The folder of a model as a package. */
  String packageOf(Path model) {
    Path folder = model.getParent();
    String below =
        folder == null || folder.equals(sources) || !folder.startsWith(sources)
            ? ""
            : name(folder).replace('/', '.');
    return PackageName.join(form.packageName(), below);
  }
}

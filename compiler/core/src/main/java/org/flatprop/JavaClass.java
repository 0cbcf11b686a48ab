package org.flatprop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Project;
import org.flatprop.emit.JavaEmitter;
import org.flatprop.emit.JavaText;
import org.flatprop.emit.ModelText;
import org.flatprop.emit.Style;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.SourceMap;
import org.flatprop.syntax.Ast;

/**
 * A model written ahead of time as a Java class.
 *
 * @param packageName empty for the unnamed package
 * @param name of the class, without its package
 * @param text the same for the same model and choices on every machine
 * @param files those that the text was made from: the model's, then what it imports
 * @param map where the lines come from; empty for large graphs as tables
 */
public record JavaClass(
    String packageName, String name, String text, List<Path> files, Optional<SourceMap> map) {

  public JavaClass {
    files = List.copyOf(files);
  }

  /**
   * What a class shall be.
   *
   * @param options how the model is compiled
   * @param objectives the names of the values to differentiate, each in a nested class of its own
   *     where they are several; empty for the one that the options or the model say
   * @param packageName empty for the unnamed package
   * @param standalone whether the class shall need no jar
   */
  public record Form(
      Options options, List<String> objectives, String packageName, boolean standalone) {

    public Form {
      objectives = List.copyOf(objectives);
    }

    /** The same for a model of another package. */
    public Form packageName(String name) {
      return new Form(options, objectives, name, standalone);
    }
  }

  /**
   * Writes a model as a class.
   *
   * @param options how it is compiled
   * @param packageName empty for the unnamed package
   * @param standalone whether the class shall need no jar
   * @throws CompileException if the model is wrong, or a chosen name is not in it
   */
  public static JavaClass of(
      SourceFile file, Options options, String packageName, boolean standalone) {
    return of(file, new Form(options, List.of(), packageName, standalone));
  }

  /**
   * Writes a model as a class, of several objectives perhaps.
   *
   * @throws CompileException if the model is wrong, or a chosen name is not in it
   */
  public static JavaClass of(SourceFile file, Form form) {
    List<CompiledModel> models = new ArrayList<>();
    if (form.objectives().isEmpty()) {
      models.add(Flatprop.compile(file, form.options()));
    }
    for (String objective : form.objectives()) {
      models.add(Flatprop.compile(file, form.options().objective(objective)));
    }
    CompiledModel first = models.get(0);
    Style style = first.style(form.packageName(), form.standalone());
    List<JavaEmitter.Objective> objectives = models.stream().map(CompiledModel::objective).toList();
    checkNames(objectives, style.className());
    ModelText text = new ModelText(first.name(), file.text());
    JavaText java = JavaEmitter.emit(objectives, text, style);
    return new JavaClass(
        form.packageName(), style.className(), java.text(), files(file), java.map());
  }

  private static void checkNames(List<JavaEmitter.Objective> objectives, String around) {
    if (objectives.size() == 1) {
      return;
    }
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> classes = new HashMap<>();
    for (JavaEmitter.Objective objective : objectives) {
      String name = JavaEmitter.className(objective.name(), around);
      String other = classes.putIfAbsent(name, objective.name());
      if (other != null) {
        diagnostics.add(Errors.sameClassOfObjectives(objective.name(), other, name));
      }
    }
    diagnostics.throwIfAny();
  }

  /** The files that a model is made from: its own, then what it imports. */
  public static List<Path> files(SourceFile file) {
    Project project = DeepStack.call(() -> Project.load(file, new Diagnostics()));
    return Stream.concat(Stream.of(project.main()), project.imported().stream())
        .map(Ast::file)
        .map(SourceFile::path)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The class's file below a source folder: {@code com/acme/Heston.java}. */
  public String file() {
    String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    return folder + name + ".java";
  }
}

package org.flatprop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Project;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.flatprop.syntax.Ast;

/**
 * A model written ahead of time as a Java class.
 *
 * @param packageName empty for the unnamed package
 * @param name of the class, without its package
 * @param text the same for the same model and choices on every machine
 * @param files those that the text was made from: the model's, then what it imports
 */
public record JavaClass(String packageName, String name, String text, List<Path> files) {

  public JavaClass {
    files = List.copyOf(files);
  }

  /**
   * Writes a model as a class.
   *
   * @param options how it is compiled
   * @param packageName empty for the unnamed package
   * @param standalone whether the class shall need no jar
   * @throws CompileException if the model is wrong
   */
  public static JavaClass of(
      SourceFile file, Options options, String packageName, boolean standalone) {
    CompiledModel model = Flatprop.compile(file, options);
    String text = model.java(packageName, standalone);
    return new JavaClass(packageName, model.className(), text, files(file));
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

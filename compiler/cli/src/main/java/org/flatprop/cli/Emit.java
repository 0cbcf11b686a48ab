package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.ahead.FileErrors;
import org.flatprop.ahead.NewFiles;
import org.flatprop.ahead.PackageName;
import org.flatprop.emit.Derivatives;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes models as Java classes: all of them, or none if one is wrong. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Writes each model as a Java class, and prints the files written.",
      "Several values of --objective have a nested class each."
    })
final class Emit implements Command {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The models.")
  private List<String> files;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The source folder to write to.")
  private String out;

  @Option(names = "--package", paramLabel = "PACKAGE", description = "The package of the classes.")
  private String packageName;

  @Option(names = "--standalone", description = "Write classes that need no jar.")
  private boolean standalone;

  @ArgGroup private Derivative derivative = new Derivative();

  /** One of these, or the gradient. */
  static final class Derivative {

    @Option(names = "--forward-only", description = "Differentiate nothing: only evaluate.")
    private boolean forwardOnly;

    @Option(
        names = "--jacobian",
        description = "Differentiate each element of the objective, for a Jacobian matrix.")
    private boolean jacobian;

    Derivatives chosen() {
      return forwardOnly
          ? Derivatives.NONE
          : jacobian ? Derivatives.JACOBIAN : Derivatives.GRADIENT;
    }
  }

  @Mixin private Choices choices;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    Diagnostics diagnostics = new Diagnostics();
    String name = packageName == null ? "" : packageName;
    Optional<String> problem = PackageName.problem(name);
    problem.ifPresent(why -> diagnostics.add(FileErrors.noPackage("--package", name, why)));
    List<JavaClass> classes = compile(in, problem.isEmpty() ? name : "", diagnostics);
    diagnostics.throwIfAny();

    Path folder = Paths.of(out);
    Map<Path, NewFiles.Content> texts = new LinkedHashMap<>();
    for (JavaClass made : classes) {
      texts.put(folder.resolve(Paths.of(made.file())), NewFiles.text(made.text()));
    }
    NewFiles.write(texts);
    return new Answer(
        texts.keySet().stream()
            .map(file -> Paths.shown(file) + "\n")
            .collect(Collectors.joining()));
  }

  private List<JavaClass> compile(InputStream in, String name, Diagnostics diagnostics) {
    Options options = choices.common().derivatives(derivative.chosen());
    JavaClass.Form form = new JavaClass.Form(options, choices.objectives(), name, standalone);
    List<JavaClass> classes = new ArrayList<>();
    Map<String, String> origins = new HashMap<>();
    for (String file : files) {
      try {
        JavaClass made = JavaClass.of(ModelFile.of(file, in), form);
        String first = origins.putIfAbsent(made.name(), file);
        if (first != null) {
          diagnostics.add(FileErrors.sameClass(file, made.name(), first));
        }
        classes.add(made);
      } catch (CompileException e) {
        diagnostics.addAll(e);
      }
    }
    return classes;
  }
}

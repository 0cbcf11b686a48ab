package org.flatprop.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flatprop.CompiledModel;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes models as Java classes: all of them, or none if one is wrong. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = "Writes each model as a Java class, and prints the files written.")
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

  @Mixin private Choices choices;

  @Override
  public Answer answer(InputStream in) {
    Diagnostics diagnostics = new Diagnostics();
    PackageName.check(packageName).ifPresent(diagnostics::add);
    Map<String, CompiledModel> models = compile(in, diagnostics);
    diagnostics.throwIfAny();

    String name = packageName == null ? "" : packageName;
    Path folder = Paths.of(out).resolve(Paths.of(name.replace('.', '/')));
    Map<Path, NewFiles.Content> texts = new LinkedHashMap<>();
    models.forEach(
        (className, model) ->
            texts.put(
                folder.resolve(Paths.of(className + ".java")),
                NewFiles.text(model.java(name, standalone))));
    NewFiles.write(texts);
    return new Answer(
        texts.keySet().stream()
            .map(file -> Paths.shown(file) + "\n")
            .collect(Collectors.joining()));
  }

  /** The models by the names of their classes. */
  private Map<String, CompiledModel> compile(InputStream in, Diagnostics diagnostics) {
    Map<String, CompiledModel> models = new LinkedHashMap<>();
    Map<String, String> origins = new HashMap<>();
    for (String file : files) {
      try {
        CompiledModel model = ModelFile.compile(file, in, choices.options());
        String className = model.className();
        String first = origins.putIfAbsent(className, file);
        if (first != null) {
          diagnostics.add(CommandErrors.sameClass(file, className, first));
        }
        models.put(className, model);
      } catch (CompileException e) {
        diagnostics.addAll(e);
      }
    }
    return models;
  }
}

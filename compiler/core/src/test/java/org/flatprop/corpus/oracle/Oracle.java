package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Project;
import org.flatprop.syntax.Ast;
import org.flatprop.syntax.Statement;

/**
 * The plain meaning of a model, read off its Ast: names are looked up when they are needed, calls
 * are calls, an index takes one value after the other, and a derivative is a quotient of
 * differences. It shares nothing with the compiler but the parser and the runtime's scalar
 * functions.
 */
public final class Oracle {

  private final Frame file = Frame.fileAfter(Prelude.frame());
  private final List<String> outputs = new ArrayList<>();
  private final Interpreter interpreter;

  /**
   * An oracle of a model.
   *
   * @param dims the values of the sizes that the model leaves open
   */
  public Oracle(Project project, Map<String, Integer> dims) {
    interpreter = new Interpreter(dims);
    Stream.concat(Stream.of(project.main()), project.imported().stream())
        .filter(ast -> !Prelude.is(ast))
        .map(Ast::statements)
        .flatMap(List::stream)
        .forEach(statement -> declare(statement, file));
    outputs(project.main());
  }

  static void declare(Statement statement, Frame file) {
    if (statement instanceof Statement.Dim s) {
      Optional<Meaning> derived = s.size().map(Meaning.DerivedDim::new);
      file.define(s.name().text(), derived.orElse(new Meaning.Dim(s.name().text())));
    } else if (statement instanceof Statement.Input s) {
      file.define(s.name().text(), new Meaning.Input(s.name().text(), s.sizes()));
    } else if (statement instanceof Statement.Index s) {
      file.define(s.name().text(), new Meaning.Input(s.name().text(), s.sizes()));
    } else if (statement instanceof Statement.Param s) {
      file.define(s.name().text(), new Meaning.Input(s.name().text(), s.sizes()));
    } else if (statement instanceof Statement.Function s) {
      file.define(s);
    } else if (statement instanceof Statement.Definition s) {
      file.define(s);
    }
  }

  private void outputs(Ast main) {
    String last = null;
    String minimized = null;
    List<String> listed = new ArrayList<>();
    for (Statement statement : main.statements()) {
      if (statement instanceof Statement.Minimize s) {
        minimized = s.name().text();
      } else if (statement instanceof Statement.Output s) {
        s.names().forEach(name -> listed.add(name.text()));
      } else if (statement instanceof Statement.Definition s) {
        last = s.names().get(s.names().size() - 1).text();
      }
    }
    Stream.concat(Stream.of(minimized == null ? last : minimized), listed.stream())
        .distinct()
        .forEach(outputs::add);
  }

  /** The outputs' names, the objective first. */
  public List<String> outputs() {
    return outputs;
  }

  /** Whether the values asked for so far took derivatives, and so are not exact. */
  public boolean differentiates() {
    return interpreter.differentiates();
  }

  /** The value of a name of the file. */
  public NdArray value(String name, Map<String, double[]> inputs) {
    return interpreter.read(new Place(file, name), world(inputs));
  }

  /** The derivative of the sum of the objective's elements by an element of a named value. */
  public Slope derivative(String by, int element, Map<String, double[]> inputs) {
    Place place = new Place(file, by);
    Place objective = new Place(file, outputs.get(0));
    World world = world(inputs);
    NdArray at = interpreter.read(place, world);
    return Slope.of(
        shift ->
            Folds.sum(
                interpreter
                    .read(objective, world.shifted(place, element, at.length(), shift))
                    .elements()),
        at.element(element));
  }

  private World world(Map<String, double[]> inputs) {
    Map<String, NdArray> arrays = new HashMap<>();
    inputs.forEach(
        (name, elements) -> {
          boolean declared = file.meaning(name) instanceof Meaning.Input;
          int[] sizes =
              declared ? interpreter.sizes((Meaning.Input) file.meaning(name), file) : new int[0];
          arrays.put(name, NdArray.of(sizes, elements));
        });
    return World.of(arrays);
  }
}

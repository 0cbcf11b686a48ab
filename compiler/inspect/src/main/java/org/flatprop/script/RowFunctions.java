package org.flatprop.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.RuleText;
import org.flatprop.source.CompilerBug;

/**
 * A gate's row as JavaScript: its value of its operands {@code x0}, {@code x1}, …, and its local
 * derivative by each operand, of the operands and the value {@code y}.
 *
 * @param value {@code (x0, x1) => x0 * x1}
 * @param derivatives {@code (x0, x1, y) => x1}, …
 */
public record RowFunctions(String value, List<String> derivatives) {

  public RowFunctions {
    derivatives = List.copyOf(derivatives);
  }

  /**
   * The functions of a gate that is computed element by element. Which operands are constants may
   * matter to the derivatives: in a tie of max a constant wins.
   *
   * @param library holds the functions that these call from here on
   */
  public static RowFunctions of(Node gate, Library library) {
    Operation operation = gate.operation();
    int operands = gate.operands().size();
    if (!operation.isPointwise() || operands == 0) {
      throw new CompilerBug(operation + " is not computed element by element");
    }
    List<String> parameters = IntStream.range(0, operands).mapToObj(i -> "x" + i).toList();
    List<Formula> refs = parameters.stream().<Formula>map(x -> new Formula.Ref(x, false)).toList();
    Map<String, String> names = names(operation);
    FormulaText text =
        new FormulaText(name -> names.getOrDefault(name, name), new JavaScript(library));
    String list = String.join(", ", parameters);
    String value = text.printReal(new Formula.Apply(operation, refs));
    List<String> derivatives =
        IntStream.range(0, operands)
            .mapToObj(i -> text.printReal(RuleText.localFormula(operation, gate.operands(), i)))
            .map(derivative -> "(" + list + ", y) => " + derivative)
            .toList();
    return new RowFunctions("(" + list + ") => " + value, derivatives);
  }

  /** How these functions call what a row has names for, its operands and result. */
  private static Map<String, String> names(Operation operation) {
    Map<String, String> names = new HashMap<>();
    for (Operation.Parameter parameter : operation.parameters()) {
      names.put(parameter.name(), "x" + names.size());
    }
    names.put(RuleText.result(operation), "y");
    return names;
  }

  /** An object literal, {@code {f: …, d: […]}}. */
  public String text() {
    return derivatives.stream().collect(Collectors.joining(", ", "{f: " + value + ", d: [", "]}"));
  }
}

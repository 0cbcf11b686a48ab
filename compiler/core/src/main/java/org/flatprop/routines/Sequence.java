package org.flatprop.routines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flatprop.graph.Legend;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/** The lines of a pass without aliases, and which reads what of which. */
final class Sequence {

  /** What lines that differ only in the values they read have in common. */
  private record Form(boolean store, boolean truth, Formula formula, String function) {}

  /** A function that is called less often has no calls that are alike. */
  private static final int SEVERAL = 2;

  private final List<Step.Line> lines;
  private final List<List<Formula.Ref>> operands = new ArrayList<>();
  private final Map<String, Integer> computed = new HashMap<>();
  private final Map<Form, Integer> forms = new HashMap<>();
  private final int[] kinds;

  /** For each line the widest call that it stands in whose function is called several times. */
  private final List<Optional<Legend.Call>> repeated = new ArrayList<>();

  private final Aliases aliases;
  private final Map<String, Legend.Call> calls;

  Sequence(List<Step.Line> lines, Aliases aliases, Map<String, Legend.Call> calls) {
    this.lines = lines;
    this.aliases = aliases;
    this.calls = calls;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Step.Assign assign) {
        computed.put(assign.target(), i);
      }
      List<Formula.Ref> read = new ArrayList<>(2);
      replaced(
          lines.get(i).value(),
          ref -> {
            read.add(ref);
            return ref;
          });
      operands.add(read);
    }
    this.kinds = lines.stream().mapToInt(this::kind).toArray();
    Set<Legend.Call> met = new HashSet<>();
    Map<String, Integer> frequencies = new HashMap<>();
    for (Step.Line line : lines) {
      for (Legend.Call at : chain(line)) {
        if (met.add(at)) {
          frequencies.merge(at.function(), 1, Integer::sum);
        }
      }
    }
    for (Step.Line line : lines) {
      Legend.Call widest = null;
      for (Legend.Call at : chain(line)) {
        widest = frequencies.get(at.function()) >= SEVERAL ? at : widest;
      }
      repeated.add(Optional.ofNullable(widest));
    }
  }

  /** A formula with other references, asked for first to last. */
  static Formula replaced(Formula formula, UnaryOperator<Formula.Ref> reference) {
    if (formula instanceof Formula.Ref ref) {
      return reference.apply(ref);
    }
    if (!(formula instanceof Formula.Apply apply)) {
      return formula;
    }
    List<Formula> replaced = new ArrayList<>(apply.operands().size());
    apply.operands().forEach(operand -> replaced.add(replaced(operand, reference)));
    return new Formula.Apply(apply.operation(), replaced);
  }

  private int kind(Step.Line line) {
    if (line instanceof Step.Assign assign && aliases.isContinued(assign.target())
        || line instanceof Step.Store && line.value() instanceof Formula.Literal) {
      return -1;
    }
    boolean truth = line instanceof Step.Assign assign && assign.truth();
    Formula formula = replaced(line.value(), ref -> new Formula.Ref("", ref.truth()));
    List<Legend.Call> chain = chain(line);
    String function = chain.isEmpty() ? "" : chain.get(0).function();
    Form form = new Form(line instanceof Step.Store, truth, formula, function);
    return forms.computeIfAbsent(form, f -> forms.size());
  }

  /** The calls that a line was inlined by, the innermost first. */
  private List<Legend.Call> chain(Step.Line line) {
    List<Legend.Call> chain = new ArrayList<>(2);
    Optional<Legend.Call> at = Optional.ofNullable(calls.get(name(line)));
    while (at.isPresent()) {
      chain.add(at.get());
      at = at.get().outer();
    }
    return chain;
  }

  /** What a line computes or stores. */
  static String name(Step.Line line) {
    if (line instanceof Step.Assign assign) {
      return assign.target();
    }
    return line.value() instanceof Formula.Ref ref ? ref.name() : "";
  }

  /** A line with another value. */
  static Step.Line with(Step.Line line, Formula value) {
    return line instanceof Step.Assign assign
        ? new Step.Assign(
            assign.target(), value, assign.truth(), assign.continues(), assign.remarks())
        : with((Step.Store) line, value);
  }

  private static Step.Line with(Step.Store store, Formula value) {
    return new Step.Store(store.results(), store.index(), value);
  }

  int size() {
    return kinds.length;
  }

  /** How many kinds of lines there are. */
  int kinds() {
    return forms.size();
  }

  /** What is equal for lines equal but for what they read; negative for what is no routine's. */
  int kind(int line) {
    return kinds[line];
  }

  Step.Line line(int line) {
    return lines.get(line);
  }

  /** What a line reads, first to last. */
  List<Formula.Ref> operands(int line) {
    return operands.get(line);
  }

  /** The line that computes a value; -1 if none of this pass does. */
  int computes(String name) {
    return computed.getOrDefault(name, -1);
  }

  /** Whether two lines come from one call of a function that is called several times. */
  boolean areOfOneCall(int line, int other) {
    return repeated.get(line).isPresent() && repeated.get(line).equals(repeated.get(other));
  }

  /** The functions whose calls a line was inlined by, the innermost first. */
  List<String> functions(int line) {
    return chain(lines.get(line)).stream().map(Legend.Call::function).toList();
  }
}

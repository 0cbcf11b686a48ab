package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.graph.Node;
import org.flatprop.loops.ProgramText;
import org.flatprop.loops.RuleText;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.SourcePlaces.Role;
import org.flatprop.loops.Step;

/**
 * Both passes as a reader sees them: one line a gate forward, one an adjoint backward, each with
 * the loops that compute it, if it is an array.
 */
record Listing(List<Line> forward, List<Line> backward) {

  Listing {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }

  /**
   * A line.
   *
   * @param code {@code h = sigmoid(z)}
   * @param remark what it tells its reader besides
   * @param role what it computes, for its gate
   * @param gate whose value or adjoint that is, if it is a gate's
   * @param by the gates whose rules give it; of a line of the forward pass, its gate
   * @param loops how an array is computed
   */
  record Line(
      String code,
      String remark,
      Role role,
      Optional<Gate> gate,
      List<Gate> by,
      List<String> loops) {
    Line {
      by = List.copyOf(by);
      loops = List.copyOf(loops);
    }
  }

  static Listing of(Circuit circuit) {
    Lines lines = new Lines(circuit);
    return new Listing(
        lines.of(circuit.program().forward()),
        lines.withAliases(lines.of(circuit.program().backward())));
  }

  /** Where a gate stands: the page lights it. */
  private static final Pattern PLACE =
      Pattern.compile("(\\S*:)?\\d+:\\d+(, (\\S*:)?\\d+:\\d+)*(, …)?");

  /** Makes the lines of a circuit. */
  private static final class Lines {

    private final Circuit circuit;
    private final SourcePlaces places;
    private final Map<Node, Adjoint> adjoints = new HashMap<>();

    Lines(Circuit circuit) {
      this.circuit = circuit;
      this.places = circuit.program().places();
      circuit.model().derivative().adjoints().forEach(a -> adjoints.put(a.of(), a));
    }

    List<Line> of(List<Step> pass) {
      List<Line> lines = new ArrayList<>();
      List<ProgramText.Line> all = ProgramText.lines(pass);
      for (int i = 0; i < all.size(); ) {
        ProgramText.Line first = all.get(i++);
        List<String> rest = new ArrayList<>();
        while (i < all.size() && continues(first, all.get(i))) {
          rest.add(all.get(i++).code());
        }
        lines.add(line(first, rest));
      }
      return lines;
    }

    private static boolean continues(ProgramText.Line first, ProgramText.Line next) {
      return next.target().equals(first.target());
    }

    private Line line(ProgramText.Line first, List<String> rest) {
      SourcePlaces.Value value = first.target().map(places::value).orElse(null);
      String code = code(first);
      String remark =
          first.remarks().stream()
              .filter(r -> !PLACE.matcher(r).matches() && !plain(code).endsWith(plain(r)))
              .collect(Collectors.joining("  "));
      if (value == null || value.gate() == null) {
        return new Line(code, remark, Role.PART, Optional.empty(), List.of(), rest);
      }
      return switch (value.role()) {
        case ADJOINT -> {
          Adjoint adjoint = adjoints.get(value.gate());
          yield new Line(code, remark, Role.ADJOINT, circuit.gate(value.gate()), by(adjoint), rest);
        }
        case VALUE, PART -> {
          Optional<Gate> gate =
              value.role() == Role.VALUE ? circuit.gate(value.gate()) : Optional.empty();
          yield new Line(code, remark, value.role(), gate, circuit.owners(value.gate()), rest);
        }
      };
    }

    /** To see whether a remark says the same as the code. */
    private static String plain(String text) {
      return text.replace(" ", "").replace(".0", "");
    }

    /** In the notation of whole arrays, where the model has arrays. */
    private String code(ProgramText.Line line) {
      String assigned = line.target().orElse("") + " = ";
      return line.remarks().stream()
          .filter(remark -> remark.startsWith(assigned))
          .findFirst()
          .orElseGet(() -> line.code().replaceFirst("^# ", ""));
    }

    private List<Gate> by(Adjoint adjoint) {
      return adjoint.contributions().stream()
          .flatMap(contribution -> circuit.owners(contribution.gate()).stream())
          .distinct()
          .toList();
    }

    /** Where an adjoint is another's too, only one of them is computed: a line says so. */
    List<Line> withAliases(List<Line> lines) {
      Map<Gate, Line> known = new HashMap<>();
      lines.forEach(line -> line.gate().ifPresent(gate -> known.put(gate, line)));
      List<Line> all = new ArrayList<>(lines);
      Line last = null;
      for (Adjoint adjoint : circuit.model().derivative().adjoints()) {
        Optional<Gate> gate = circuit.gate(adjoint.of());
        if (gate.isEmpty()) {
          continue;
        }
        Line line = known.get(gate.get());
        if (line == null) {
          line = alias(gate.get(), adjoint);
          all.add(all.indexOf(last) + 1, line);
          known.put(gate.get(), line);
        }
        last = line;
      }
      for (Gate gate : circuit.gates()) {
        boolean wanted = circuit.model().derivative().gradients().containsKey(gate.node());
        if (wanted && !known.containsKey(gate)) {
          all.add(nothing(gate));
        }
      }
      return all;
    }

    /** The objective is to be differentiated by a value that it does not depend on. */
    private static Line nothing(Gate gate) {
      return new Line(
          "grad_" + gate.name() + " = 0.0",
          "nothing flows back",
          Role.ADJOINT,
          Optional.of(gate),
          List.of(),
          List.of());
    }

    private Line alias(Gate gate, Adjoint adjoint) {
      if (adjoint.contributions().isEmpty()) {
        // of an objective that is an array, each element is differentiated
        String code = "grad_" + gate.name() + " = 1.0";
        return new Line(code, "seed", Role.ADJOINT, Optional.of(gate), List.of(), List.of());
      }
      List<Gate> by = by(adjoint);
      boolean handedOn =
          by.size() == 1
              && adjoints.containsKey(by.get(0).node())
              && adjoints.get(by.get(0).node()).value() == adjoint.value();
      String value = handedOn ? "grad_" + by.get(0).name() : name(adjoint.value());
      String code = "grad_" + gate.name() + " = " + value;
      String rule =
          adjoint.contributions().size() == 1 && by.size() == 1 ? rule(adjoint, by.get(0)) : "";
      return new Line(code, rule, Role.ADJOINT, Optional.of(gate), by, List.of());
    }

    private static String rule(Adjoint adjoint, Gate by) {
      boolean pointwise = by.node().operation().isPointwise();
      String name = by.node().operation().name();
      int operand = adjoint.contributions().get(0).operand();
      return pointwise ? name + ": " + RuleText.of(by.node(), operand) : name;
    }

    private String name(Node node) {
      if (node.withoutShape().isConstant()) {
        return Double.toString(node.withoutShape().value());
      }
      Set<String> names = new HashSet<>();
      adjoints.values().stream()
          .filter(adjoint -> adjoint.value() == node && adjoint.contributions().isEmpty())
          .flatMap(adjoint -> circuit.gate(adjoint.of()).stream())
          .forEach(gate -> names.add("grad_" + gate.name()));
      places
          .values()
          .forEach(
              (name, value) -> {
                if (value.node() == node) {
                  names.add(name);
                }
              });
      return names.stream().sorted().findFirst().orElse("…");
    }
  }
}

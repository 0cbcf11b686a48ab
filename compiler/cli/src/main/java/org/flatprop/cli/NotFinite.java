package org.flatprop.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flatprop.CompiledModel;
import org.flatprop.cli.Sources.Source;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Divergence;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Evaluation.Training;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Section;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/**
 * Finds out why a loss, or a gradient, is not finite: the graph is computed again, node by node, in
 * profile strict, with the random numbers of the step in question.
 */
final class NotFinite {

  private static final String IS_FIRST = " is the first value that is not finite: ";

  /** Numbers from here on have probably grown in training. */
  private static final double LARGE = 100;

  /** Where an element of an input was given. */
  @FunctionalInterface
  interface Origins {

    /**
     * The words for a person: {@code row 17 of train.csv}.
     *
     * @param element row-major
     */
    Optional<String> of(String input, int element);
  }

  private final CompiledModel compiled;
  private final Model model;
  private final Evaluation.Setting setting;
  private final Origins origins;

  /**
   * @param bound its dims have the sizes of the batch
   * @param inputs the vector at which something is not finite
   * @param training the step in question; empty outside training
   */
  NotFinite(BoundModel bound, double[] inputs, Optional<Training> training, Origins origins) {
    this.compiled = bound.model();
    this.model = compiled.model();
    this.setting = new Evaluation.Setting(bound.leaves(inputs), bound.dims(), training);
    this.origins = origins;
  }

  /**
   * What to tell the user.
   *
   * @param when {@code training stopped at step 37}
   */
  Diagnostic diagnose(String when) {
    Node objective = model.objective().node();
    String name = model.objective().name();
    String loss =
        when + ": the loss" + (name.equals("loss") ? "" : " `" + name + "`") + " is not finite";
    String either = when + ": the loss, or a gradient, is not finite";
    try {
      Optional<Divergence> found = compiled.divergence(List.of(objective), setting);
      if (found.isPresent()) {
        return new Report(found.get().first()).diagnostic(loss);
      }
      return compiled
          .divergence(gradients(), setting)
          .map(d -> new Report(d.first()).diagnostic(when + ": " + gradient(d.of())))
          .orElseGet(() -> CommandErrors.finiteWhenStrict(model.objectiveSpan(), either));
    } catch (CompileException e) {
      String reason = e.diagnostics().get(0).message();
      return CommandErrors.divergenceTooLarge(model.objectiveSpan(), either, reason);
    }
  }

  private List<Node> gradients() {
    return names().stream().map(this::gradient).toList();
  }

  private List<String> names() {
    return compiled.signature(setting.dims()).gradients().stream().map(Section::name).toList();
  }

  private Node gradient(String by) {
    return compiled.derivative().gradient(model.values().get(by));
  }

  private String gradient(Node gradient) {
    String by =
        names().stream().filter(name -> gradient(name) == gradient).findFirst().orElseThrow();
    return "the gradient by `" + by + "` is not finite";
  }

  /** What there is to say of the node that everything began with. */
  private final class Report {

    private final Gates gates = new Gates(model, compiled.derivative());
    private final Node node;
    private final Optional<Contribution> rule;

    /** The gate of the text whose value, or whose derivative, the node is or is a part of. */
    private final Node gate;

    private final Optional<Node> adjoint;
    private final Sources sources;
    private final int element;

    Report(Node node) {
      this.node = node;
      boolean forward = gates.isForward(node);
      this.rule = forward ? Optional.empty() : gates.rule(node);
      this.gate =
          forward
              ? gates.gate(node)
              : rule.map(Contribution::gate).or(() -> gates.adjointOf(node)).orElse(node);
      this.adjoint = forward ? Optional.empty() : gates.adjoint(gate);
      Set<Node> roots = new LinkedHashSet<>(List.of(node, gate));
      adjoint.ifPresent(roots::add);
      this.sources = new Sources(compiled.evaluate(Sources.needed(roots), setting), setting.dims());
      this.element = sources.notFinite(node);
    }

    Diagnostic diagnostic(String message) {
      Optional<Span> place = gates.place(gates.gate(gate));
      return place.isPresent()
          ? Diagnostic.at(place.get(), message, notes())
          : Diagnostic.about(compiled.file().name(), message, notes());
    }

    private String[] notes() {
      List<String> notes = new ArrayList<>();
      if (node.payload() instanceof Leaf leaf) {
        addLeaf(leaf, notes);
      } else if (gates.isForward(node)) {
        addValue(notes);
      } else {
        addDerivative(notes);
      }
      return notes.toArray(String[]::new);
    }

    /** {@code Infinity at [3, 2]}; without a place where it would be none of what is named. */
    private String value(Node named) {
      String place = named.shape().equals(node.shape()) ? sources.place(node, element) : "";
      return sources.array(node)[element] + (place.isEmpty() ? "" : " at " + place);
    }

    private void addLeaf(Leaf leaf, List<String> notes) {
      boolean param = leaf.kind() == Leaf.Kind.PARAM;
      notes.add(
          (param ? "the parameter `" : "the data of `") + leaf.name() + "` is " + value(node));
      if (param) {
        notes.add("it became so in the step before, or has been given so");
        notes.add(CommandErrors.SMALLER_STEPS);
      } else {
        origins.of(leaf.name(), element).ifPresent(notes::add);
        notes.add("of a table, rows that miss something can be left out or filled: --missing …");
      }
    }

    private void addValue(List<String> notes) {
      boolean part = gates.gate(node) != node;
      String what = part ? "a value within " + gates.formula(node) : gates.formula(node);
      notes.add(what + within() + IS_FIRST + value(gate));
      List<Source> inputs = sources.of(node, element);
      if (!inputs.isEmpty()) {
        notes.add(
            "its inputs there: " + String.join(", ", inputs.stream().map(this::text).toList()));
      }
      notes.add(hint(inputs));
    }

    private void addDerivative(List<String> notes) {
      String what =
          rule.map(r -> gates.formula(gate) + " by " + gates.name(gate.operand(r.operand())))
              .orElseGet(() -> gates.name(gate));
      Node by = rule.map(r -> r.gate().operand(r.operand())).orElse(gate);
      notes.add("the derivative of " + what + within() + IS_FIRST + value(by));
      // What is computed element by element has the gate's own places.
      boolean local = gate.operation().isPointwise() && gate.shape().equals(node.shape());
      List<Source> inputs =
          local
              ? sources.of(gate, element)
              : gate.operands().stream()
                  .filter(operand -> !operand.withoutShape().isConstant())
                  .map(sources::whole)
                  .toList();
      List<String> texts = new ArrayList<>(inputs.stream().map(this::text).toList());
      UnaryOperator<Source> here = all -> local ? new Source(all.node(), element, 1) : all;
      Source result = here.apply(sources.whole(gate));
      texts.add(gates.formula(gate) + " = " + sources.numbers(result));
      adjoint
          .map(sources::whole)
          .map(here)
          .ifPresent(g -> texts.add("the gradient that reaches it = " + sources.numbers(g)));
      notes.add("there, " + String.join(", ", texts));
      notes.add(hint(inputs));
    }

    /** {@code in entropy at model.nn:2:3}; what comes with the compiler has no place. */
    private String within() {
      Node place = gates.gate(gate);
      String at =
          gates
              .span(place)
              .filter(span -> !span.file().isBuiltIn())
              .map(span -> " at " + span.location())
              .orElse("");
      return gates.calls(place).stream()
          .findFirst()
          .map(call -> " in " + call.function() + at)
          .orElse("");
    }

    /** {@code y_pred - y = 1.3E155}; with its place, if that is another one. */
    private String text(Source source) {
      String place = sources.place(source.node(), source.first());
      boolean other = source.count() == 1 && !place.equals(sources.place(node, element));
      boolean own = source.node() != node && gates.gate(source.node()) == node;
      String name = own ? "terms" : gates.name(source.node());
      return name + (other ? place : "") + " = " + sources.numbers(source);
    }

    private String hint(List<Source> inputs) {
      boolean large = inputs.stream().anyMatch(input -> sources.magnitude(input) >= LARGE);
      return large ? CommandErrors.SMALLER_STEPS : CommandErrors.OTHER_PLACES;
    }
  }
}

package org.flatprop.loops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Access;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Join;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;
import org.flatprop.source.SourceFile;

/**
 * Graph with arrays to loops: each value that is {@linkplain Plan held} becomes one nest of loops,
 * forward and then backward, whose formula is written out down to other held values.
 */
public final class ArrayLowering {

  /** Where a line has nothing beside it, it may be long. */
  private static final int READERS_TEXT = 400;

  private final Model model;
  private final Derivative derivative;
  private final Ports ports;
  private final List<Node> gradients;
  private final Names names;
  private final Remarks remarks;
  private final Notation notation;
  private final List<Node> order;
  private final BitSet inForward;
  private final Plan plan;
  private final Formulas formulas;
  private final LoopNames loops;
  private final NodePlaces places;
  private final Map<Node, Adjoint> adjoints = new HashMap<>();

  /** Adjoints that are held though nothing else asks for them. */
  private final Set<Node> wanted = new LinkedHashSet<>();

  private final List<Program.Array> arrays = new ArrayList<>();
  private final List<Program.Table> tables = new ArrayList<>();
  private Optional<Program.Array> seed = Optional.empty();
  private Optional<String> training = Optional.empty();

  private ArrayLowering(
      Model model, Derivative derivative, Ports ports, SourceFile main, Collection<Node> gates) {
    this.model = model;
    this.derivative = derivative;
    this.ports = ports;
    this.gradients = ports.by();
    this.names = new Names(model.legend(), reserved(model));
    this.remarks = new Remarks(model.legend(), main);
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    this.order = Topological.order(model.graph(), outputs);
    this.inForward = Topological.reach(outputs);
    Set<Node> roots = new LinkedHashSet<>(outputs);
    gradients.forEach(node -> roots.add(derivative.gradient(node)));
    Set<Node> own = new LinkedHashSet<>(gates);
    derivative.adjoints().stream()
        .filter(adjoint -> own.contains(adjoint.of()) && !adjoint.value().isConstant())
        .forEach(adjoint -> wanted.add(adjoint.value()));
    roots.addAll(own);
    roots.addAll(wanted);
    this.plan = new Plan(model.graph(), roots, named(outputs, !own.isEmpty()));
    this.formulas = new Formulas(plan, names);
    this.loops = new LoopNames(names);
    this.notation =
        own.isEmpty() ? new Notation(formulas::name) : new Notation(formulas::name, READERS_TEXT);
    this.places = new NodePlaces(model, derivative, order, inForward, main);
  }

  private static Set<String> reserved(Model model) {
    Set<String> reserved = new LinkedHashSet<>(model.values().keySet());
    reserved.addAll(model.dims());
    return reserved;
  }

  /**
   * The model's own values, and the adjoints of these.
   *
   * @param forReader whether an adjoint is called after the first that has its value
   */
  private List<Node> named(List<Node> outputs, boolean forReader) {
    List<Node> named = new ArrayList<>();
    for (Node node : Topological.order(model.graph(), outputs)) {
      if (!model.legend().names(node).isEmpty()) {
        named.add(node);
      }
    }
    for (Adjoint adjoint : derivative.adjoints()) {
      if (!model.legend().names(adjoint.of()).isEmpty()) {
        named.add(adjoint.value());
      }
      if (!adjoint.value().isConstant()) {
        adjoints.merge(adjoint.value(), adjoint, forReader ? (first, next) -> first : this::better);
      }
    }
    return named;
  }

  /** Of two values with the same adjoint, the one that the model names. */
  private Adjoint better(Adjoint first, Adjoint second) {
    boolean named = !model.legend().names(first.of()).isEmpty();
    return named || model.legend().names(second.of()).isEmpty() ? first : second;
  }

  /** Whether a model takes loops: some value of it is an array. */
  public static boolean isNeeded(Model model, Derivative derivative, Ports ports) {
    Set<Node> roots = new LinkedHashSet<>();
    model.outputs().forEach(output -> roots.add(output.node()));
    ports.by().forEach(node -> roots.add(derivative.gradient(node)));
    return !model.dims().isEmpty()
        || model.inputs().stream().anyMatch(input -> !input.node().shape().isScalar())
        || Topological.order(model.graph(), roots).stream()
            .anyMatch(node -> !node.operation().isPointwise());
  }

  /**
   * Lowers a model.
   *
   * @param ports what goes in and comes out
   * @param main the file that places are in, unless they say otherwise
   */
  public static Program lower(Model model, Derivative derivative, Ports ports, SourceFile main) {
    return lower(model, derivative, ports, main, List.of());
  }

  /**
   * Lowers a model for a reader: each of some gates has a nest of its own, and so has its adjoint.
   *
   * @param ports what goes in and comes out
   * @param main the file that places are in, unless they say otherwise
   * @param gates nodes of the forward pass
   */
  public static Program lower(
      Model model, Derivative derivative, Ports ports, SourceFile main, Collection<Node> gates) {
    return new ArrayLowering(model, derivative, ports, main, gates).lower();
  }

  private Program lower() {
    for (Model.Input input : model.inputs()) {
      formulas.hold(input.node(), input.name());
    }
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    List<Step> forward = pass(order);
    stores(Step.Results.OUTPUTS, forward, outputs);
    List<Node> results = gradients.stream().map(derivative::gradient).toList();
    Set<Node> needed = new LinkedHashSet<>(results);
    needed.addAll(wanted);
    List<Node> rest =
        Topological.order(model.graph(), needed).stream()
            .filter(node -> !inForward.get(node.id()))
            .toList();
    List<Step> backward = pass(rest);
    stores(Step.Results.GRADIENTS, backward, results);
    return new Program(
        model.dims(),
        model.checks().requirements().stream()
            .map(r -> new Requirement(r.counts(), r.formula(), r.message()))
            .toList(),
        ports.inputs(),
        ports.inputs().stream().map(Port::name).toList(),
        ports.outputs(),
        ports.gradients(),
        tables,
        new Program.Special(seed, List.of(), training, formulas.noise()),
        Lowering.kinks(order),
        Code.of(arrays, forward, backward),
        places.all());
  }

  private List<Step> pass(List<Node> nodes) {
    List<Step> steps = new ArrayList<>();
    for (Node node : nodes) {
      if (plan.holds(node)) {
        hold(node, steps);
      }
    }
    return steps;
  }

  private void stores(Step.Results vector, List<Step> steps, List<Node> results) {
    Size place = Size.ZERO;
    for (Node result : results) {
      Size count = result.shape().count();
      if (result.shape().isScalar()) {
        steps.add(
            new Step.Store(vector, place, formulas.formula(result, List.of(), new ArrayList<>())));
      } else {
        steps.add(new Step.StoreAll(vector, place, formulas.name(result).orElseThrow(), count));
      }
      place = place.plus(count);
    }
  }

  // Held values

  private void hold(Node node, List<Step> steps) {
    if (node.payload() instanceof Leaf leaf) {
      leaf(node, leaf, steps);
      return;
    }
    String name = name(node);
    formulas.hold(node, name);
    formulas.beginNest();
    if (Plan.isTable(node)) {
      double[] numbers = Evaluation.constant(model.graph(), node).orElseThrow();
      tables.add(new Program.Table(name, node.shape(), Arrays.stream(numbers).boxed().toList()));
      return;
    }
    List<String> heading = heading(node, name);
    if (node.shape().isScalar()) {
      scalar(node, name, heading, steps);
      return;
    }
    arrays.add(new Program.Array(name, node.shape()));
    List<Step> body = new ArrayList<>();
    if (node.operation() == ArrayCore.CONCAT) {
      concat(node, name, heading, steps);
      return;
    }
    if (node.operation() == ArrayCore.ACCUMULATE) {
      accumulate(node, name, body);
    } else if (node.operation() == Operations.ADD && node.operands().size() > Plan.MAX_TERMS) {
      longSum(node, name, heading, steps);
      return;
    } else {
      List<Size> at = loops.places(node.shape(), 0);
      List<Step> inner = new ArrayList<>();
      Formula value = formulas.compute(node, at, inner);
      inner.add(new Step.Put(name, node.shape().linear(at), value, false));
      body.addAll(loops.around(node.shape(), 0, inner));
    }
    steps.add(new Step.Nest(name, heading, body));
  }

  /** A sum of many terms takes several nests, which add the same terms in order. */
  private void longSum(Node node, String name, List<String> heading, List<Step> steps) {
    List<Size> at = loops.places(node.shape(), 0);
    Size place = node.shape().linear(at);
    boolean scalar = node.shape().isScalar();
    for (int i = 0; i < node.operands().size(); i += Plan.MAX_TERMS) {
      formulas.beginNest();
      List<Step> inner = new ArrayList<>();
      List<Formula> terms = new ArrayList<>();
      if (i > 0) {
        terms.add(scalar ? new Formula.Ref(name, false) : new Formula.Element(name, place));
      }
      node.operands().stream()
          .skip(i)
          .limit(Plan.MAX_TERMS)
          .forEach(term -> terms.add(formulas.formula(term, at, inner)));
      Formula sum = new Formula.Apply(Operations.ADD, terms);
      inner.add(
          scalar
              ? new Step.Assign(name, sum, false, i > 0, List.of())
              : new Step.Put(name, place, sum, false));
      List<String> remark = i == 0 ? heading : continued(name);
      steps.add(new Step.Nest(name, remark, loops.around(node.shape(), 0, inner)));
    }
  }

  private void leaf(Node node, Leaf leaf, List<Step> steps) {
    if (leaf.kind() == Leaf.Kind.SEED && node.shape().isScalar()) {
      String name = name(node);
      formulas.hold(node, name);
      steps.add(new Step.Assign(name, new Formula.Literal(1), false, false, List.of("seed")));
    } else if (leaf.kind() == Leaf.Kind.SEED) {
      String name = names.unique("seed");
      formulas.hold(node, name);
      seed = Optional.of(new Program.Array(name, node.shape()));
    } else if (leaf.kind() == Leaf.Kind.TRAINING) {
      training = Optional.of(names.unique("training"));
      formulas.hold(node, training.get());
    }
  }

  /** Gives a node a name. */
  private String name(Node node) {
    Adjoint adjoint = adjoints.get(node);
    boolean backward = !inForward.get(node.id());
    if (backward && adjoint != null && formulas.name(adjoint.of()).isPresent()) {
      String name = names.adjoint(formulas.name(adjoint.of()).orElseThrow());
      places.noteShared(name, adjoint);
      return name;
    }
    String name = backward ? names.temporary() : names.gate(node);
    places.note(name, node);
    return name;
  }

  private List<String> heading(Node node, String name) {
    List<String> heading = new ArrayList<>();
    String text = notation.of(node);
    heading.add(name + " = " + text);
    if (!node.shape().isScalar()) {
      heading.add(node.shape().toString());
    }
    remarks.firstPlace(node).ifPresent(heading::add);
    return heading;
  }

  private void scalar(Node node, String name, List<String> heading, List<Step> steps) {
    List<Step> body = new ArrayList<>();
    if (ArrayCore.isReduction(node.operation())) {
      formulas.reduce(node, List.of(), body, name);
    } else if (node.operation() == Operations.ADD && node.operands().size() > Plan.MAX_TERMS) {
      longSum(node, name, heading, steps);
      return;
    } else {
      Formula value = formulas.compute(node, List.of(), body);
      boolean alone = body.isEmpty();
      body.add(new Step.Assign(name, value, node.isTruth(), false, alone ? heading : List.of()));
      if (alone) {
        steps.addAll(body);
        return;
      }
    }
    steps.add(new Step.Nest(name, heading, body));
  }

  /** Many parts take several nests. */
  private void concat(Node node, String name, List<String> heading, List<Step> steps) {
    Join join = (Join) node.payload();
    int axis = join.axis();
    List<Step> body = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      if (body.size() >= Plan.MAX_TERMS) {
        steps.add(new Step.Nest(name, i > Plan.MAX_TERMS ? continued(name) : heading, body));
        body = new ArrayList<>();
      }
      formulas.beginNest();
      Shape part = shape(node, i);
      List<Size> at = loops.places(part, 0);
      List<Size> target = new ArrayList<>(at);
      target.set(axis, at.get(axis).plus(join.offsets().get(i)));
      List<Step> inner = new ArrayList<>();
      Formula value = formulas.formula(node.operand(i), at, inner);
      inner.add(new Step.Put(name, node.shape().linear(target), value, false));
      body.addAll(loops.around(part, 0, inner));
    }
    boolean first = node.operands().size() <= Plan.MAX_TERMS;
    steps.add(new Step.Nest(name, first ? heading : continued(name), body));
  }

  private static List<String> continued(String name) {
    return List.of(name + ", continued");
  }

  private static Shape shape(Node node, int operand) {
    return node.operand(operand).shape();
  }

  private void accumulate(Node node, String name, List<Step> body) {
    Access access = (Access) node.payload();
    Shape from = shape(node, 0);
    List<Size> at = loops.places(from, 0);
    List<Step> inner = new ArrayList<>();
    List<Step> adding = access.guarded() ? new ArrayList<>() : inner;
    Formula value = formulas.formula(node.operand(0), at, inner);
    List<Size> target = formulas.subscripts(node, access, at, adding);
    adding.add(new Step.Put(name, node.shape().linear(target), value, true));
    if (access.guarded()) {
      inner.add(new Step.If(formulas.formula(Formulas.guard(node), at, inner), false, adding));
    }
    body.add(new Step.Fill(name, node.shape().count(), 0.0));
    body.addAll(loops.around(from, 0, inner));
  }
}

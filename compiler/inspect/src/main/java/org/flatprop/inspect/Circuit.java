package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.CompiledModel;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Topological;
import org.flatprop.loops.Notation;
import org.flatprop.loops.Plan;
import org.flatprop.loops.Program;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;
import org.flatprop.source.CompileException;
import org.flatprop.source.Span;

/**
 * A model's graph as a reader sees it: gates, and the wires between them.
 *
 * <p>Constants stand in their gates; what only says where elements stand (a transposition, a
 * broadcast) belongs to its wire; a sum of products is one gate, {@code @} or {@code Σ×}.
 */
public final class Circuit {

  /** A larger one takes minutes and gigabytes, and nobody can look at it. */
  static final int MAX_GATES = 20_000;

  private final CompiledModel model;
  private final Program program;
  private final List<Gate> gates = new ArrayList<>();
  private final Map<Node, Gate> byNode = new HashMap<>();

  /** For nodes that are no gates, those that they belong to. */
  private final Map<Node, Set<Gate>> owners = new HashMap<>();

  private Circuit(CompiledModel model) {
    this.model = model;
    List<Node> nodes = nodes(model.model());
    if (nodes.size() > MAX_GATES) {
      throw new CompileException(
          PictureErrors.tooLarge(model.file().name(), nodes.size(), MAX_GATES));
    }
    this.program = model.program(nodes);
    Map<Node, List<Span>> places = places(nodes);
    Names names = new Names(model.model().legend(), program.places());
    Parts parts = new Parts(model.model().legend(), nodes);
    Set<Node> outputs = new HashSet<>();
    model.model().outputs().forEach(output -> outputs.add(output.node()));
    for (Node node : nodes) {
      Gate gate =
          new Gate(
              gates.size(),
              node,
              names.of(node),
              kind(node, outputs),
              symbol(node),
              wires(node),
              places.get(node),
              parts.of(node));
      gates.add(gate);
      byNode.put(node, gate);
    }
    gates.forEach(gate -> own(gate.node(), gate));
  }

  /**
   * The circuit of a model's outputs.
   *
   * @throws CompileException if it is too large to be looked at
   */
  public static Circuit of(CompiledModel model) {
    return new Circuit(model);
  }

  /** The model. */
  public CompiledModel model() {
    return model;
  }

  /** Both passes, each gate and its adjoint by itself. */
  Program program() {
    return program;
  }

  /** All gates, in the order of computation. */
  List<Gate> gates() {
    return List.copyOf(gates);
  }

  /** The gate of a node, if it is one. */
  Optional<Gate> gate(Node node) {
    return Optional.ofNullable(byNode.get(node));
  }

  /** The gate that a node of the forward pass is, or those that it belongs to the wires of. */
  List<Gate> owners(Node node) {
    return gate(node)
        .map(List::of)
        .orElseGet(() -> List.copyOf(owners.getOrDefault(node, Set.of())));
  }

  private void own(Node node, Gate gate) {
    for (Node operand : node.operands()) {
      boolean isNew =
          !byNode.containsKey(operand)
              && owners.computeIfAbsent(operand, o -> new LinkedHashSet<>()).add(gate);
      if (isNew) {
        own(operand, gate);
      }
    }
  }

  private static List<Node> nodes(Model model) {
    Set<Node> results = new LinkedHashSet<>();
    model.outputs().forEach(output -> results.add(output.node()));
    List<Node> order = Topological.order(model.graph(), results);
    Map<Node, Integer> uses = new HashMap<>();
    order.forEach(node -> node.operands().forEach(o -> uses.merge(o, 1, Integer::sum)));
    Set<Node> within = new HashSet<>();
    for (Node node : order) {
      if (sumsProducts(node, model.legend())) {
        Node product = node.operand(0);
        boolean own =
            uses.get(product) > 1
                || results.contains(product)
                || !model.legend().names(product).isEmpty();
        if (!own) {
          within.add(product);
        }
      }
    }
    return order.stream()
        .filter(
            node ->
                results.contains(node) || !within.contains(node) && isGate(node, model.legend()))
        .toList();
  }

  private static boolean isGate(Node node, Legend legend) {
    if (node.payload() instanceof Leaf leaf) {
      return leaf.kind() != Leaf.Kind.SEED && leaf.kind() != Leaf.Kind.TRAINING;
    }
    boolean computed = !node.isConstant() && !node.isFill();
    boolean ofData = node.operation() == ArrayCore.READ && node.operands().size() > 1;
    boolean named = !legend.names(node).isEmpty();
    return computed && (!Plan.isPlace(node) || ofData || named && !Symbols.isWritten(node));
  }

  private static Gate.Kind kind(Node node, Set<Node> outputs) {
    if (node.payload() instanceof Leaf leaf) {
      return leaf.kind() == Leaf.Kind.PARAM ? Gate.Kind.PARAM : Gate.Kind.INPUT;
    }
    return outputs.contains(node) ? Gate.Kind.OUTPUT : Gate.Kind.OPERATION;
  }

  private String symbol(Node node) {
    if (node.payload() instanceof Leaf) {
      return "";
    }
    return isProduct(node)
        ? Notation.isMatrixProduct(node) ? Symbols.MATRIX_PRODUCT : Symbols.SUM_OF_PRODUCTS
        : Symbols.of(node);
  }

  /** Whether a gate is a sum together with the products that are its terms. */
  private boolean isProduct(Node node) {
    return sumsProducts(node, model.model().legend()) && !byNode.containsKey(node.operand(0));
  }

  /** A product of matrices, a convolution, or another sum of products of what is read anew. */
  private static boolean sumsProducts(Node node, Legend legend) {
    if (node.operation() != ArrayCore.SUM || node.operand(0).operation() != Operations.MULTIPLY) {
      return false;
    }
    List<Node> factors = node.operand(0).operands();
    return Notation.isMatrixProduct(node)
        || factors.stream().noneMatch(Symbols::isWritten)
            && factors.stream()
                .anyMatch(f -> f.operation() == ArrayCore.READ && legend.names(f).isEmpty());
  }

  private List<Gate.Wire> wires(Node node) {
    boolean product = isProduct(node);
    Node gate = product ? node.operand(0) : node;
    List<Gate.Wire> wires = new ArrayList<>();
    for (int i = 0; i < gate.operands().size(); i++) {
      addWires(gate.operand(i), i, product, "", wires);
    }
    return wires;
  }

  /**
   * Follows an operand to the gate that it comes from, or to several.
   *
   * @param product whether a product of matrices reads it, along its rows or columns
   */
  private void addWires(
      Node operand, int number, boolean product, String how, List<Gate.Wire> wires) {
    Gate from = byNode.get(operand);
    if (from != null) {
      wires.add(new Gate.Wire(from, number, how));
    } else if (!Symbols.isWritten(operand)) {
      boolean read = operand.operation() == ArrayCore.READ;
      String suffix = read && !product ? Notation.suffix(operand) : "";
      operand.operands().forEach(inner -> addWires(inner, number, product, suffix + how, wires));
    }
  }

  /** Where nodes stand in the model's text; one without a place is where its user stands. */
  private Map<Node, List<Span>> places(List<Node> roots) {
    List<Node> order = Topological.order(model.model().graph(), roots);
    Map<Node, List<Span>> places = new HashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      List<Span> own = ownPlaces(node);
      boolean none = own.isEmpty() && !(node.payload() instanceof Leaf);
      List<Span> known = none ? places.getOrDefault(node, own) : own;
      places.put(node, known);
      node.operands().forEach(operand -> places.putIfAbsent(operand, known));
    }
    return places;
  }

  private List<Span> ownPlaces(Node node) {
    Legend legend = model.model().legend();
    List<Span> places = new ArrayList<>();
    for (Legend.Origin origin : legend.origins(node)) {
      if (origin.span().file() == model.file()) {
        places.add(origin.span());
      }
      origin.call().ifPresent(call -> addCalls(call, places));
    }
    if (places.isEmpty() && !legend.names(node).isEmpty()) {
      legend
          .definition(legend.names(node).get(0))
          .filter(span -> span.file() == model.file())
          .ifPresent(places::add);
    }
    return places.stream().distinct().toList();
  }

  /** What a function makes also is where it is called. */
  private void addCalls(Legend.Call call, List<Span> places) {
    if (call.span().file() == model.file()) {
      places.add(call.span());
    }
    call.outer().ifPresent(outer -> addCalls(outer, places));
  }

  /** How the passes call nodes. */
  private static final class Names {

    private final Legend legend;
    private final Map<Node, String> values = new HashMap<>();

    Names(Legend legend, SourcePlaces places) {
      this.legend = legend;
      places
          .values()
          .forEach(
              (name, value) -> {
                if (value.role() == SourcePlaces.Role.VALUE && value.node() != null) {
                  values.merge(value.node(), name, (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
              });
    }

    List<String> of(Node node) {
      Set<String> names = new LinkedHashSet<>();
      if (node.payload() instanceof Leaf leaf) {
        names.add(leaf.name());
      }
      names.addAll(legend.names(node));
      return names.isEmpty()
          ? List.of(values.getOrDefault(node, node.toString()))
          : List.copyOf(names);
    }
  }

  /** Finds the parts that nodes belong to. */
  private static final class Parts {

    private record Key(Optional<Part> outer, Object what) {}

    private final Legend legend;
    private final Map<Node, String> definitions = new HashMap<>();
    private final Map<Key, Part> known = new LinkedHashMap<>();

    /** An unnamed gate belongs to the definition of its first user. */
    Parts(Legend legend, List<Node> nodes) {
      this.legend = legend;
      for (int i = nodes.size() - 1; i >= 0; i--) {
        Node node = nodes.get(i);
        List<String> names = node.isLeaf() ? List.of() : legend.names(node);
        if (!names.isEmpty()) {
          definitions.put(node, names.get(0));
        }
        String definition = definitions.get(node);
        if (definition != null) {
          node.operands().forEach(operand -> give(operand, definition));
        }
      }
    }

    private void give(Node node, String definition) {
      boolean own = node.isLeaf() || !legend.names(node).isEmpty();
      if (!own && definitions.put(node, definition) == null) {
        boolean within = node.operation() == Operations.MULTIPLY || Plan.isPlace(node);
        if (within) {
          node.operands().forEach(operand -> give(operand, definition));
        }
      }
    }

    List<Part> of(Node node) {
      if (node.isLeaf() || node.operation() == Operation.VARIABLE) {
        return List.of();
      }
      List<Part> parts = new ArrayList<>();
      Optional.ofNullable(definitions.get(node)).ifPresent(name -> add(name, name, parts));
      legend.call(node).ifPresent(call -> addCalls(call, parts));
      return parts;
    }

    private void addCalls(Legend.Call call, List<Part> parts) {
      call.outer().ifPresent(outer -> addCalls(outer, parts));
      add(call, call.function(), parts);
    }

    private void add(Object what, String title, List<Part> parts) {
      Optional<Part> outer =
          parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(parts.size() - 1));
      parts.add(
          known.computeIfAbsent(new Key(outer, what), key -> new Part(known.size(), title, outer)));
    }
  }
}

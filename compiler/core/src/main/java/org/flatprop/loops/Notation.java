package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;

/** What a node computes, in the notation of whole arrays: {@code grad_y @ w2'}. */
public final class Notation {

  /** Longer texts are cut. */
  private static final int MAX_TEXT = 64;

  /** Deeper ones are not looked into. */
  private static final int MAX_DEPTH = 8;

  private final Function<Node, Optional<String>> names;
  private final int longest;

  /**
   * @param names the name of a node, if it has one
   */
  public Notation(Function<Node, Optional<String>> names) {
    this(names, MAX_TEXT);
  }

  /**
   * @param names the name of a node, if it has one
   * @param longest longer texts are cut
   */
  Notation(Function<Node, Optional<String>> names, int longest) {
    this.names = names;
    this.longest = longest;
  }

  /** The formula of a node in terms of those that have names. */
  public String of(Node node) {
    String text = formula(node, MAX_DEPTH);
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private String text(Node node, int depth) {
    if (node.isConstant()) {
      return number(node.value());
    }
    Optional<String> name = names.apply(node);
    if (name.isPresent()) {
      return name.get();
    }
    return depth == 0 ? "…" : formula(node, depth - 1);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : FormulaText.literal(value);
  }

  private String formula(Node node, int depth) {
    Operation operation = node.operation();
    if (node.payload() instanceof Counting counting) {
      return lettered(counting.formula()).toString();
    }
    if (operation == ArrayCore.NOISE) {
      return "noise";
    }
    if (operation == ArrayCore.SUM) {
      return sum(node, depth);
    }
    if (ArrayCore.isReduction(operation)) {
      return operation + "(" + text(node.operand(0), depth) + axes(node) + ")";
    }
    if (operation == ArrayCore.READ) {
      return read(node, depth);
    }
    if (operation == ArrayCore.RESHAPE) {
      return "reshape(" + text(node.operand(0), depth) + ", " + node.shape() + ")";
    }
    if (node.isLeaf()) {
      return node.payload().toString();
    }
    if (operation == Operations.MULTIPLY && isOuter(node)) {
      return "outer(" + base(node.operand(0), depth) + ", " + base(node.operand(1), depth) + ")";
    }
    List<String> operands = node.operands().stream().map(o -> operand(o, depth)).toList();
    Code code = operation.forward().code();
    if (code instanceof Code.Infix) {
      return String.join(" " + operation + " ", operands);
    }
    if (operation.name().equals("^")) {
      return String.join("^", operands);
    }
    if (code instanceof Code.Prefix) {
      return (operation.name().equals("not") ? "not " : "-") + operands.get(0);
    }
    List<String> plain = node.operands().stream().map(o -> text(o, depth)).toList();
    return operation + "(" + String.join(", ", plain) + ")";
  }

  private String axes(Node reduction) {
    int axes = ArrayCore.reducedAxes(reduction);
    if (axes == reduction.operand(0).shape().rank()) {
      return "";
    }
    List<Integer> last = IntStream.range(-axes, 0).boxed().toList();
    return ", axis=" + (axes == 1 ? "-1" : last);
  }

  private String operand(Node node, int depth) {
    String text = text(node, depth);
    boolean infix =
        names.apply(node).isEmpty()
            && (node.operation().forward().code() instanceof Code.Infix
                || text.contains(" @ ") && !text.contains("(")
                || text.startsWith("-"));
    return infix ? "(" + text + ")" : text;
  }

  private String read(Node node, int depth) {
    Access access = (Access) node.payload();
    String text = text(node.operand(0), depth);
    if (access.guarded() || node.operands().size() > 1) {
      return text + "[…]";
    }
    List<Integer> axes = axesRead(node);
    boolean ordered = axes != null;
    for (int i = 1; ordered && i < axes.size(); i++) {
      ordered = axes.get(i) > axes.get(i - 1);
    }
    if (ordered) {
      return text;
    }
    boolean transposed = List.of(1, 0).equals(axes) && node.shape().rank() == 2;
    return transposed ? text + "'" : text + subscripts(access);
  }

  /** {@code [i + 1, 0]}: the places read, for the place i, j, … of the result. */
  private static String subscripts(Access access) {
    return access.subscripts().stream()
        .map(subscript -> lettered(subscript).toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Size lettered(Size formula) {
    return formula.substitute(
        atom ->
            atom instanceof Atom.Axis axis
                ? Optional.of(Size.of(new Atom.Index(Names.letter(axis.number()))))
                : Optional.empty());
  }

  /**
   * The axes of the result that each axis of what is read runs along, but for axes of one element;
   * null if it is not that.
   */
  private static List<Integer> axesRead(Node read) {
    List<Size> subscripts = ((Access) read.payload()).subscripts();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < subscripts.size(); i++) {
      Size subscript = subscripts.get(i);
      if (subscript.is(0) && read.operand(0).shape().size(i).is(1)) {
        continue;
      }
      if (subscript.single().isEmpty() || !(subscript.single().get() instanceof Atom.Axis axis)) {
        return null;
      }
      axes.add(axis.number());
    }
    return axes;
  }

  /** A sum; of a product of two arrays read in their own axes, a product of matrices. */
  private String sum(Node node, int depth) {
    Node x = node.operand(0);
    boolean product =
        x.operation() == Operations.MULTIPLY
            && ArrayCore.reducedAxes(node) == 1
            && names.apply(x).isEmpty();
    if (product) {
      int inner = x.shape().rank() - 1;
      Optional<String> matrices =
          matrices(x.operand(0), x.operand(1), inner, depth)
              .or(() -> matrices(x.operand(1), x.operand(0), inner, depth));
      if (matrices.isPresent()) {
        return matrices.get();
      }
    }
    boolean bare = x.operation() == ArrayCore.READ && isPermutation(x);
    String text = bare ? text(x.operand(0), depth) : text(x, depth);
    int axes = ArrayCore.reducedAxes(node);
    if (axes == x.shape().rank()) {
      return "sum(" + text + ")";
    }
    List<Integer> read = bare ? axesRead(x) : null;
    if (read != null && axes == 1) {
      return "sum(" + text + ", axis=" + read.indexOf(x.shape().rank() - 1) + ")";
    }
    return "sum(" + text + axes(node) + ")";
  }

  /**
   * Whether a node is a sum of products that is written {@code a @ b}, where the products have no
   * name.
   */
  public static boolean isMatrixProduct(Node node) {
    if (node.operation() != ArrayCore.SUM
        || ArrayCore.reducedAxes(node) != 1
        || node.operand(0).operation() != Operations.MULTIPLY) {
      return false;
    }
    Node product = node.operand(0);
    Notation notation = new Notation(x -> Optional.of("x"));
    int inner = product.shape().rank() - 1;
    return notation.matrices(product.operand(0), product.operand(1), inner, 0).isPresent()
        || notation.matrices(product.operand(1), product.operand(0), inner, 0).isPresent();
  }

  /** How a read writes the array that it reads: {@code '} where it is transposed. */
  public static String suffix(Node read) {
    String text = new Notation(x -> Optional.of("x")).read(read, 1);
    return text.substring(1);
  }

  /** Whether each element of an array is read once. */
  private static boolean isPermutation(Node read) {
    Access access = (Access) read.payload();
    List<Integer> axes = access.guarded() || read.operands().size() > 1 ? null : axesRead(read);
    return axes != null && axes.stream().distinct().count() == read.shape().rank();
  }

  /** {@code a @ b} where a's first free axis comes before b's. */
  private Optional<String> matrices(Node a, Node b, int inner, int depth) {
    List<Integer> left = own(a);
    List<Integer> right = own(b);
    if (left == null || right == null || left.size() > 2 || right.size() > 2) {
      return Optional.empty();
    }
    int l = left.indexOf(inner);
    int r = right.indexOf(inner);
    boolean ordered = left.size() < 2 || right.size() < 2 || left.get(1 - l) < right.get(1 - r);
    int free = left.size() + right.size() - 2;
    if (l < 0 || r < 0 || free != inner || !ordered) {
      return Optional.empty();
    }
    String first = base(a, depth) + (left.size() == 2 && l == 0 ? "'" : "");
    String second = base(b, depth) + (right.size() == 2 && r == 1 ? "'" : "");
    return Optional.of(first + " @ " + second);
  }

  /** Whether it multiplies each element of one vector by each of another. */
  private static boolean isOuter(Node product) {
    List<Integer> a = own(product.operand(0));
    List<Integer> b = own(product.operand(1));
    return List.of(0).equals(a) && List.of(1).equals(b);
  }

  private static List<Integer> own(Node node) {
    if (node.operation() == ArrayCore.READ) {
      Access access = (Access) node.payload();
      return access.guarded() || node.operands().size() > 1 ? null : axesRead(node);
    }
    if (node.isConstant()) {
      return null;
    }
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < node.shape().rank(); i++) {
      axes.add(i);
    }
    return axes;
  }

  private String base(Node node, int depth) {
    Node x = node.operation() == ArrayCore.READ ? node.operand(0) : node;
    return operand(x, depth);
  }
}

package org.flatprop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.graph.Topological;
import org.flatprop.loops.OutlineText;
import org.flatprop.loops.ProgramText;
import org.flatprop.syntax.AstPrinter;

/** The stages of the road, each in its printable form. */
public enum Stage {
  /** The text as understood: one line a statement, every operator a call. */
  AST {
    @Override
    public String print(CompiledModel model) {
      return AstPrinter.print(model.project().main());
    }
  },

  /** The nodes of the outputs, each with its operands. */
  GRAPH {
    @Override
    public String print(CompiledModel model) {
      return lines(forward(model), node -> describe(model, node));
    }
  },

  /** The order of computation, forward and then backward, by names. */
  TOPO {
    @Override
    public String print(CompiledModel model) {
      return ProgramText.order(model.program());
    }
  },

  /** The forward pass, one gate a line. */
  FORWARD {
    @Override
    public String print(CompiledModel model) {
      return ProgramText.print(model.program().forward());
    }
  },

  /** The backward pass, one adjoint a line. */
  BACKWARD {
    @Override
    public String print(CompiledModel model) {
      return ProgramText.print(model.program().backward());
    }
  },

  /** Both passes with the stores of their results, as they go to emission. */
  LOOPS {
    @Override
    public String print(CompiledModel model) {
      return model
          .outline()
          .map(outline -> OutlineText.print(model.program(), outline))
          .orElseGet(() -> ProgramText.print(model.program()));
    }
  },

  /** The emitted class. */
  JAVA {
    @Override
    public String print(CompiledModel model) {
      return model.java("", false);
    }
  };

  /** The stage's text, ended by a newline. */
  public abstract String print(CompiledModel model);

  /** The stage of a name as given on the command line. */
  public static Optional<Stage> named(String name) {
    return Arrays.stream(values()).filter(stage -> stage.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<Node> forward(CompiledModel model) {
    Model elaborated = model.model();
    return Topological.order(
        elaborated.graph(), elaborated.outputs().stream().map(Model.Output::node).toList());
  }

  private static String lines(List<Node> nodes, java.util.function.Function<Node, String> line) {
    return nodes.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String describe(CompiledModel model, Node node) {
    List<String> names = model.model().legend().names(node);
    String called = names.isEmpty() ? "" : "  # " + String.join(", ", names);
    return node + " : " + node.shape() + called;
  }
}

package org.flatprop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.graph.Topological;
import org.flatprop.loops.LineStyle;
import org.flatprop.loops.Program;
import org.flatprop.loops.ProgramText;
import org.flatprop.loops.Tables;
import org.flatprop.routines.OutlineText;
import org.flatprop.syntax.AstPrinter;
import org.flatprop.tables.TablesText;

/** The stages of the road, each in its printable form. */
@SuppressWarnings("exports") // how lines look is for the command line, and for the class path
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
      return lines(model, ProgramText::order);
    }
  },

  /** The forward pass, one gate a line. */
  FORWARD {
    @Override
    public String print(CompiledModel model) {
      return print(model, program -> LineStyle.PLAIN);
    }

    @Override
    public String print(CompiledModel model, Function<Program, LineStyle> style) {
      return lines(model, p -> ProgramText.print(p.forward(), style.apply(p)));
    }
  },

  /** The backward pass, one adjoint a line. */
  BACKWARD {
    @Override
    public String print(CompiledModel model) {
      return print(model, program -> LineStyle.PLAIN);
    }

    @Override
    public String print(CompiledModel model, Function<Program, LineStyle> style) {
      return lines(model, p -> ProgramText.print(p.backward(), style.apply(p)));
    }
  },

  /** Both passes with the stores of their results, as they go to emission; of tables the sums. */
  LOOPS {
    @Override
    public String print(CompiledModel model) {
      if (model.lowered() instanceof Tables tables) {
        return TablesText.print(tables);
      }
      return model
          .outline()
          .map(outline -> OutlineText.print(model.program(), outline))
          .orElseGet(() -> ProgramText.print(model.emitted().frame(), model.program()));
    }
  },

  /** The emitted class. */
  JAVA {
    @Override
    public String print(CompiledModel model) {
      return model.java("", false);
    }
  };

  /** Of a model that is compiled to tables, no more operations than this are shown one a line. */
  private static final int MAX_LINES = 20_000;

  /** The stage's text, ended by a newline. */
  public abstract String print(CompiledModel model);

  /**
   * The stage's text, ended by a newline.
   *
   * @param style of the lines of a pass, if that is what it prints
   */
  public String print(CompiledModel model, Function<Program, LineStyle> style) {
    return print(model);
  }

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

  /** What is printed of statements; those of a model that is compiled to tables are made for it. */
  private static String lines(CompiledModel model, Function<Program, String> text) {
    if (model.lowered() instanceof Tables tables) {
      long operations = tables.forward().operations() + tables.backward().operations();
      if (operations > MAX_LINES) {
        return String.format(
            Locale.ROOT,
            "# %,d operations are not shown one a line; --stage loops shows their kinds\n",
            operations);
      }
    }
    return text.apply(model.program());
  }

  private static String lines(List<Node> nodes, Function<Node, String> line) {
    return nodes.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String describe(CompiledModel model, Node node) {
    List<String> names = model.model().legend().names(node);
    String called = names.isEmpty() ? "" : "  # " + String.join(", ", names);
    return node + " : " + node.shape() + called;
  }
}

package org.flatprop.tables;

import java.util.List;
import java.util.stream.IntStream;
import org.flatprop.derive.Derivative;
import org.flatprop.elaborate.Model;
import org.flatprop.loops.Code;
import org.flatprop.loops.Ints;
import org.flatprop.loops.Lowering;
import org.flatprop.loops.Ports;
import org.flatprop.loops.Program;
import org.flatprop.loops.Tables;
import org.flatprop.source.CompileException;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;

/** Graph of scalars to tables: neither a step nor a name is made for any of its operations. */
public final class TableLowering {

  /** Shorter runs that follow each other are one mixed run: a loop of its own costs more. */
  private static final int SHORT = 6;

  private final PlainGraph graph;
  private final Compounds fusion;
  private final int[] slots;
  private int slot;

  private TableLowering(PlainGraph graph) {
    this.graph = graph;
    this.fusion = Compounds.of(graph);
    this.slots = IntStream.range(0, graph.size()).toArray();
    this.slot = graph.given();
  }

  /**
   * Lowers a model.
   *
   * @param ports what goes in and comes out
   * @param limit at most so many operations are lowered
   * @throws CompileException if there are more
   */
  public static Tables lower(
      Model model, Derivative derivative, Ports ports, SourceFile main, int limit) {
    PlainGraph graph = new PlainGraph(model, derivative, ports.by());
    int operations = graph.size() - graph.given();
    if (operations > limit) {
      throw new CompileException(Errors.tooManyOperations(main.name(), operations, limit));
    }
    return new TableLowering(graph).lower(frame(graph, ports));
  }

  /** How many operations both passes take together. */
  public static long operations(Model model, Derivative derivative, Ports ports) {
    return PlainGraph.operations(model, derivative, ports.by());
  }

  private static Program frame(PlainGraph graph, Ports ports) {
    Code none = Code.of(List.of(), List.of(), List.of());
    return Program.ofScalars(ports, Lowering.kinks(graph.firstOfEach()), none);
  }

  private Tables lower(Program frame) {
    Schedule forward = Schedule.of(graph, fusion, true);
    Schedule backward = Schedule.of(graph, fusion, false);
    Tables.Pass first = pass(forward);
    Tables.Pass second = pass(backward);
    return new Tables(
        frame,
        fusion.kinds(),
        graph.constants(),
        slot,
        first,
        second,
        IntStream.of(graph.outputs()).map(value -> slots[value]).toArray(),
        IntStream.of(graph.gradients()).map(value -> slots[value]).toArray());
  }

  private Tables.Pass pass(Schedule schedule) {
    int first = slot;
    long operations = 0;
    Ints runs = new Ints();
    Ints operands = new Ints();
    Ints all = schedule.runs();
    int place = 0;
    for (int i = 0, end; i < all.size(); i = end) {
      end = Math.max(i + 2, endOfShort(all, i));
      boolean mixes = end > i + 2;
      int to = place;
      for (int run = i; run < end; run += 2) {
        to += all.get(run + 1);
      }
      runs.add(mixes ? fusion.kinds().size() : all.get(i));
      runs.add(to - place);
      for (; place < to; place++) {
        int value = schedule.order().get(place);
        slots[value] = slot++;
        operations += fusion.kinds().get(fusion.kindOf(value)).operations();
        if (mixes) {
          operands.add(fusion.kindOf(value));
        }
        fusion.operands(value, operand -> operands.add(slots[operand]));
      }
    }
    return new Tables.Pass(runs.toArray(), operands.toArray(), first, operations);
  }

  /** Where, in pairs of a kind and a length, the short runs end that begin at a place. */
  private static int endOfShort(Ints runs, int from) {
    int end = from;
    while (end < runs.size() && runs.get(end + 1) < SHORT) {
      end += 2;
    }
    return end;
  }
}

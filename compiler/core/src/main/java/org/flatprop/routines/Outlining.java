package org.flatprop.routines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.graph.Legend;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Routine;
import org.flatprop.loops.Step;
import org.flatprop.routines.Repeats.Block;

/** Makes routines of one pass's repeated blocks, and calls of the blocks. */
final class Outlining {

  private static final String NO_FUNCTION = "block";

  private final UnaryOperator<String> names;
  private final Sequence sequence;
  private final List<Block> blocks;

  /** For each line of the sequence the block that it belongs to, or -1. */
  private final int[] owners;

  /** For each kind of block, which of its lines are read elsewhere. */
  private final Map<Integer, BitSet> read = new HashMap<>();

  /**
   * @param pass without aliases
   * @param names makes a routine's name of a function's
   * @param bytes how long a line's code is where its operands are not at hand
   */
  Outlining(
      List<Step.Line> pass,
      Aliases aliases,
      Map<String, Legend.Call> calls,
      UnaryOperator<String> names,
      ToIntFunction<Step.Line> bytes) {
    this.names = names;
    this.sequence = new Sequence(pass, aliases, calls);
    this.blocks = Repeats.find(sequence, bytes);
    this.owners = new int[sequence.size()];
    Arrays.fill(owners, -1);
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      Arrays.fill(owners, block.start(), block.end(), i);
      read.putIfAbsent(block.kind(), new BitSet());
    }
  }

  /** Whether nothing is worth a routine. */
  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Notes what lines of this pass and another read of this pass's blocks. */
  void noteReads(Outlining other) {
    for (int i = 0; i < sequence.size(); i++) {
      int reader = owners[i];
      sequence.operands(i).forEach(ref -> noteRead(ref.name(), reader));
    }
    for (int i = 0; i < other.sequence.size(); i++) {
      other.sequence.operands(i).forEach(ref -> noteRead(ref.name(), -1));
    }
  }

  private void noteRead(String name, int reader) {
    int line = sequence.computes(name);
    if (line >= 0 && owners[line] >= 0 && owners[line] != reader) {
      Block block = blocks.get(owners[line]);
      read.get(block.kind()).set(line - block.start());
    }
  }

  /** The pass with calls of the routines. */
  Outlined outlined() {
    Map<Integer, List<Block>> equal =
        blocks.stream()
            .collect(Collectors.groupingBy(Block::kind, LinkedHashMap::new, Collectors.toList()));
    Map<Integer, Step.Call> calls = new HashMap<>();
    List<Routine> routines = new ArrayList<>();
    for (List<Block> group : equal.values()) {
      Common common = new Common(group);
      routines.add(common.routine);
      for (int i = 0; i < group.size(); i++) {
        calls.put(group.get(i).start(), common.call(i));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < sequence.size(); i++) {
      if (owners[i] < 0) {
        steps.add(sequence.line(i));
      } else if (calls.containsKey(i)) {
        steps.add(calls.get(i));
      }
    }
    return new Outlined(routines, steps);
  }

  /** Lines and calls of a pass. */
  record Outlined(List<Routine> routines, List<Step> steps) {}

  /** What equal blocks have in common. */
  private final class Common {

    private final List<Block> blocks;
    private final Block first;

    /** What is read there, block by block, and how the routine calls it. */
    private final Map<List<String>, Formula.Ref> columns = new LinkedHashMap<>();

    /** The columns that differ from block to block. */
    private final List<List<String>> varying = new ArrayList<>();

    private final int[] results;
    private final Routine routine;

    Common(List<Block> blocks) {
      this.blocks = blocks;
      this.first = blocks.get(0);
      this.results = read.get(first.kind()).stream().toArray();
      operands((column, ref) -> columns.put(column, ref));
      nameParameters();
      this.routine =
          new Routine(
              names.apply(function().orElse(NO_FUNCTION)),
              varying.stream().map(columns::get).toList(),
              columns.keySet().stream().filter(this::isShared).map(columns::get).toList(),
              IntStream.range(0, first.length()).mapToObj(this::line).toList(),
              Arrays.stream(results).mapToObj(this::result).toList(),
              blocks.size());
    }

    /** Shows what is read from outside. */
    private void operands(BiConsumer<List<String>, Formula.Ref> consumer) {
      for (int i = 0; i < first.length(); i++) {
        List<Formula.Ref> operands = sequence.operands(first.start() + i);
        for (int k = 0; k < operands.size(); k++) {
          if (!isInside(operands.get(k))) {
            consumer.accept(column(i, k), operands.get(k));
          }
        }
      }
    }

    private boolean isInside(Formula.Ref operand) {
      int line = sequence.computes(operand.name());
      return line >= first.start() && line < first.end();
    }

    private List<String> column(int index, int operand) {
      return blocks.stream()
          .map(block -> sequence.operands(block.start() + index).get(operand).name())
          .toList();
    }

    private boolean isShared(List<String> column) {
      return column.stream().allMatch(column.get(0)::equals);
    }

    /** Two parameters may have one argument in the first block. */
    private void nameParameters() {
      Set<String> taken = new HashSet<>();
      for (int i = first.start(); i < first.end(); i++) {
        if (sequence.line(i) instanceof Step.Assign assign) {
          taken.add(assign.target());
        }
      }
      columns.keySet().stream().filter(this::isShared).forEach(column -> taken.add(column.get(0)));
      for (Map.Entry<List<String>, Formula.Ref> entry : columns.entrySet()) {
        if (!isShared(entry.getKey())) {
          varying.add(entry.getKey());
          Formula.Ref ref = entry.getValue();
          entry.setValue(new Formula.Ref(RoutineNames.unique(ref.name(), taken), ref.truth()));
        }
      }
    }

    private Step.Line line(int index) {
      Iterator<Formula.Ref> operands = sequence.operands(first.start() + index).iterator();
      int[] operand = {0};
      Step.Line line = sequence.line(first.start() + index);
      Formula value =
          Sequence.replaced(
              line.value(),
              ref -> {
                Formula.Ref read = operands.next();
                int number = operand[0]++;
                return isInside(read) ? read : columns.get(column(index, number));
              });
      return Sequence.with(line, value);
    }

    private Formula.Ref result(int index) {
      Step.Assign assign = (Step.Assign) sequence.line(first.start() + index);
      return new Formula.Ref(assign.target(), assign.truth());
    }

    /** The innermost function that all lines come from which come from any. */
    private Optional<String> function() {
      List<List<String>> chains =
          IntStream.range(first.start(), first.end())
              .mapToObj(sequence::functions)
              .filter(chain -> !chain.isEmpty())
              .toList();
      return chains.stream()
          .flatMap(List::stream)
          .filter(function -> chains.stream().allMatch(chain -> chain.contains(function)))
          .findFirst();
    }

    Step.Call call(int number) {
      Block block = blocks.get(number);
      List<Integer> places = new ArrayList<>();
      for (int i = block.start(); i < block.end(); i++) {
        if (sequence.line(i) instanceof Step.Store store) {
          places.add(store.place());
        }
      }
      return new Step.Call(
          routine,
          number,
          varying.stream().map(column -> column.get(number)).toList(),
          Arrays.stream(results)
              .mapToObj(i -> ((Step.Assign) sequence.line(block.start() + i)).target())
              .toList(),
          places);
    }
  }
}

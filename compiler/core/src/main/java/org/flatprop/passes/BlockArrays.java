package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** The arrays that hold blocks, which all loops share, and the memory of the others. */
final class BlockArrays {

  private static final Size LENGTH = Size.of(Step.Blocks.LENGTH);

  private final NewNames names;
  private final List<String> blocks = new ArrayList<>();
  private final Map<String, String> firsts = new HashMap<>();
  private final String width;
  private Map<String, Memory.Home> homes = Map.of();
  private int used;

  BlockArrays(NewNames names) {
    this.names = names;
    this.width = names.unique("width");
  }

  /** Says where the arrays stand that the next loops come to. */
  void stand(Map<String, Memory.Home> where) {
    homes = where;
  }

  /** How many elements a block has, at the most {@link Step.Blocks#LENGTH}. */
  Size width() {
    return Size.of(new Atom.Index(width));
  }

  /** The name for a block's first index. */
  String first(String index) {
    return firsts.computeIfAbsent(index, i -> names.unique(i.replaceAll("_\\d+$", "") + "0"));
  }

  /** The array for the block of a number. */
  String block(int number) {
    while (blocks.size() <= number) {
      blocks.add(names.unique("block" + blocks.size()));
    }
    return blocks.get(number);
  }

  /** Says that code holds so many of them. */
  void use(int count) {
    used = Math.max(used, count);
  }

  boolean isBlock(String array) {
    return blocks.contains(array);
  }

  /** The same for arrays of which one may overwrite the other. */
  String memory(String array) {
    return homes.get(array) instanceof Memory.Home.InBuffer in ? in.name() : array;
  }

  /** These arrays and others. */
  List<Program.Array> and(List<Program.Array> others) {
    List<Program.Array> all = new ArrayList<>(others);
    for (String block : blocks.subList(0, used)) {
      all.add(new Program.Array(block, Shape.of(LENGTH)));
    }
    return all;
  }

  /** These arrays, each in a buffer of its own, and others. */
  Memory and(Memory others) {
    List<Memory.Buffer> buffers = new ArrayList<>(others.buffers());
    Map<String, Memory.Home> apart = new LinkedHashMap<>(others.apart());
    Map<String, Memory.Home> together = new LinkedHashMap<>(others.together());
    for (String block : blocks.subList(0, used)) {
      Memory.Home home = new Memory.Home.InBuffer(block);
      buffers.add(new Memory.Buffer(block, List.of(LENGTH)));
      apart.put(block, home);
      together.put(block, home);
    }
    return new Memory(buffers, apart, together);
  }
}

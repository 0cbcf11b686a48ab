package org.flatprop.loops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Size;

/**
 * Where the arrays stand that the passes compute.
 *
 * @param buffers what a kernel allocates
 * @param apart the home of each array of the forward and the backward pass
 * @param together the home of each array of both in one
 */
public record Memory(List<Buffer> buffers, Map<String, Home> apart, Map<String, Home> together) {

  public Memory {
    buffers = List.copyOf(buffers);
    apart = Collections.unmodifiableMap(new LinkedHashMap<>(apart));
    together = Collections.unmodifiableMap(new LinkedHashMap<>(together));
  }

  public static final Memory NONE = new Memory(List.of(), Map.of(), Map.of());

  /**
   * Elements that arrays of one time after another stand in.
   *
   * @param name of the first of these
   * @param counts there are as many elements as the largest of these
   */
  public record Buffer(String name, List<Size> counts) {
    public Buffer {
      counts = List.copyOf(counts);
    }

    /** How many elements there are for given dims. */
    public long size(Map<String, Integer> dims) {
      return counts.stream().mapToLong(count -> count.value(dims)).max().orElseThrow();
    }
  }

  /** Where an array stands. */
  public sealed interface Home {

    /** In a buffer, of that name. */
    record InBuffer(String name) implements Home {}

    /** Among results, from a place on. */
    record InResults(Step.Results results, Size at) implements Home {}
  }

  /** Each array in a buffer of its own. */
  static Memory plain(List<Program.Array> arrays) {
    List<Buffer> buffers = new ArrayList<>();
    Map<String, Home> homes = new LinkedHashMap<>();
    for (Program.Array array : arrays) {
      buffers.add(new Buffer(array.name(), List.of(array.shape().count())));
      homes.put(array.name(), new Home.InBuffer(array.name()));
    }
    return new Memory(buffers, homes, homes);
  }
}

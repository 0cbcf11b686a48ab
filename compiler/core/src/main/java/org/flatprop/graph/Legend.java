package org.flatprop.graph;

import java.util.List;
import java.util.Optional;
import org.flatprop.source.Span;

/** What a reader sees of a graph's nodes, kept beside the graph: their names and places in text. */
public final class Legend {

  /**
   * A place that a node comes from.
   *
   * @param call the call it was inlined by, if it stands in a function
   */
  public record Origin(Span span, Optional<Call> call) {}

  /** A call that was inlined, itself perhaps within another. Each is made once. */
  public record Call(String function, Span span, Optional<Call> outer) {

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return span.hashCode();
    }
  }

  private final Notes<String> names = new Notes<>();
  private final Notes<String> localNames = new Notes<>();
  private final Notes<Origin> origins = new Notes<>();

  /** Calls a node by a name of the file. */
  public void name(Node node, String name) {
    names.add(node, name);
  }

  /** Calls a node by a name local to a function, which another call may use for another node. */
  public void localName(Node node, String name) {
    localNames.add(node, name);
  }

  public void origin(Node node, Origin origin) {
    origins.add(node, origin);
  }

  /** The names of the file for a node, first given first. */
  public List<String> names(Node node) {
    return List.copyOf(names.of(node));
  }

  /** The name that a function's text has for a node, if any. */
  public Optional<String> localName(Node node) {
    return localNames.of(node).stream().findFirst();
  }

  /** All places that a node comes from, first met first. */
  public List<Origin> origins(Node node) {
    return List.copyOf(origins.of(node));
  }

  /** The call that a node was first made in, if it stands in a function. */
  public Optional<Call> call(Node node) {
    return origins.of(node).stream().findFirst().flatMap(Origin::call);
  }
}

package org.flatprop.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Span> definitions = new HashMap<>();

  /** Calls a node by a name of the file. */
  public void name(Node node, String name) {
    names.add(node, name);
  }

  /** Says where a name of the file is defined. */
  public void definition(String name, Span span) {
    definitions.put(name, span);
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

  /** Where a name of the file is defined, if a definition gives it. */
  public Optional<Span> definition(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /**
   * The first place in a file of the user's that a node comes from: where it stands, or where what
   * comes with the compiler is called.
   */
  public Optional<Span> place(Node node) {
    return origins.of(node).stream().map(Legend::place).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Span> place(Origin origin) {
    Optional<Span> span = Optional.of(origin.span());
    Optional<Call> call = origin.call();
    while (span.isPresent() && span.get().file().isBuiltIn()) {
      span = call.map(Call::span);
      call = call.flatMap(Call::outer);
    }
    return span;
  }

  /** The call that a node was first made in, if it stands in a function. */
  public Optional<Call> call(Node node) {
    return origins.of(node).stream().findFirst().flatMap(Origin::call);
  }
}

package org.flatprop.passes;

import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/** Statements with other names; what is given none keeps its own. */
final class Renaming extends Rewriter {

  private final Map<String, String> names;

  Renaming(Map<String, String> names) {
    this.names = names;
  }

  @Override
  String name(String name) {
    return names.getOrDefault(name, name);
  }

  @Override
  Size size(Size size) {
    return size.substitute(
        atom ->
            atom instanceof Atom.Index index && names.containsKey(index.name())
                ? Optional.of(Size.of(new Atom.Index(names.get(index.name()))))
                : Optional.empty());
  }
}

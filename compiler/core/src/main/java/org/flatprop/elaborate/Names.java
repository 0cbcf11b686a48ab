package org.flatprop.elaborate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.ops.Operations;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;

/**
 * What the names of a project mean.
 *
 * @param values the declarations and definitions of the file scope, in the order of the text;
 *     implicit inputs are there as inputs
 * @param functions the functions
 * @param dims the sizes, each after those it needs
 * @param order the definitions, each after those it needs
 * @param localOrder the same for the definitions in each function
 * @param variables the definitions and parameters that a derivative is taken by
 */
record Names(
    Map<String, Symbol> values,
    Map<String, Statement.Function> functions,
    List<Statement.Dim> dims,
    List<Statement.Definition> order,
    Map<Statement.Function, List<Statement.Definition>> localOrder,
    Set<Identifier> variables) {

  /** The function that a call means: the model's own, or one of the prelude. */
  Optional<Statement.Function> function(Identifier called) {
    return function(called, functions);
  }

  /** The prelude's functions call one another, whatever a model calls its own. */
  static Optional<Statement.Function> function(
      Identifier called, Map<String, Statement.Function> own) {
    String name = called.text();
    if (own.containsKey(name) && !called.span().file().isBuiltIn()) {
      return Optional.of(own.get(name));
    }
    // The prelude is read when it is needed: most models have operators only.
    boolean known = Operations.find(name).isPresent() || ArrayFunctions.isFunction(name);
    return known ? Optional.empty() : Prelude.function(name);
  }

  /** A name of the file scope and the statement that says what it is. */
  record Symbol(Identifier name, Statement declaration) {}
}

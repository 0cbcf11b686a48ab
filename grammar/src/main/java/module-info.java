/** The parser of the {@code .nn} language. A part of the compiler, and open to it alone. */
// ANTLR's jar names its module but does not describe it; the compiler is built after this module
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module org.flatprop.grammar {
  requires transitive org.antlr.antlr4.runtime;

  exports org.flatprop.grammar to
      org.flatprop.compiler;
}

/**
 * The compiler as a library. {@link org.flatprop.Flatprop} compiles a model; a {@link
 * org.flatprop.CompiledModel} gives a kernel or the text of a Java class.
 */
// JavaPoet's and Janino's jars name their modules but do not describe them; those who see the
// stages are built after this module
@SuppressWarnings({"requires-automatic", "module"})
module org.flatprop.compiler {
  requires transitive org.flatprop.runtime;
  requires com.palantir.javapoet;
  requires java.compiler;
  requires org.codehaus.commons.compiler;
  requires org.codehaus.janino;
  requires org.flatprop.grammar;
  requires org.objectweb.asm;

  exports org.flatprop;
  exports org.flatprop.ahead;
  exports org.flatprop.emit;
  exports org.flatprop.load;
  exports org.flatprop.source;

  // the stages, which the command line and pages show
  exports org.flatprop.derive to
      org.flatprop.cli,
      org.flatprop.inspect;
  exports org.flatprop.elaborate to
      org.flatprop.cli,
      org.flatprop.inspect;
  exports org.flatprop.graph to
      org.flatprop.cli,
      org.flatprop.inspect;
  exports org.flatprop.loops to
      org.flatprop.cli,
      org.flatprop.inspect;
  exports org.flatprop.ops to
      org.flatprop.cli,
      org.flatprop.inspect;
}

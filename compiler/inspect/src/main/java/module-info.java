/** A model for its readers: {@link org.flatprop.inspect}, {@link org.flatprop.plot}. */
// ELK's and Janino's jars name their modules but do not describe them; the command line is built
// after this module
@SuppressWarnings({"requires-automatic", "module"})
module org.flatprop.inspect {
  exports org.flatprop.inspect;
  exports org.flatprop.plot;

  requires transitive org.flatprop.compiler;
  requires com.fasterxml.jackson.core;
  requires com.google.common; // for ELK
  requires org.codehaus.commons.compiler;
  requires org.codehaus.janino;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires org.eclipse.emf.common;
}

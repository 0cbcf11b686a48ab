/** The command line {@code nnc}. */
module org.flatprop.cli {
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires java.compiler;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires org.flatprop.compiler;
  requires org.flatprop.inspect;

  // commands are made from their annotations
  opens org.flatprop.cli to
      info.picocli;
  opens org.flatprop.cli.train to
      info.picocli;
}

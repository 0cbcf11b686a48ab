package org.flatprop.cli;

/** What a command prints to the standard output, and the exit code. */
record Answer(Text text, int exit) {

  Answer(Text text) {
    this(text, Nnc.DONE);
  }

  Answer(String text) {
    this(text, Nnc.DONE);
  }

  Answer(String text, int exit) {
    this(out -> out.append(text), exit);
  }
}

package org.flatprop.cli;

/** What a command prints to the standard output, and the exit code. */
record Answer(String text, int exit) {

  Answer(String text) {
    this(text, Nnc.DONE);
  }
}

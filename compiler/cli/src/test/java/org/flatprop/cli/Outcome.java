package org.flatprop.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What one run of the program printed, and how it ended. */
record Outcome(int exit, String out, String err) {

  static Outcome of(String... args) {
    return of(InputStream.nullInputStream(), args);
  }

  /** With a model on the standard input. */
  static Outcome given(String model, String... args) {
    return of(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)), args);
  }

  static Outcome of(InputStream in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = new Nnc(in, out, err).run(args);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

package org.flatprop.cli.data;

import java.util.List;

/** The contents of a file are not what they must be: broken, no numbers, or of no input. */
final class WrongFormat extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> notes;

  WrongFormat(String message, String... notes) {
    super(message);
    this.notes = List.of(notes);
  }

  /** What to do about it. */
  String[] notes() {
    return notes.toArray(String[]::new);
  }
}

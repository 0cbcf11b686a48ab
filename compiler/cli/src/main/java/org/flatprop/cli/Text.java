package org.flatprop.cli;

import java.io.IOException;

/** A text that may be too long to be held as a whole. */
@FunctionalInterface
interface Text {

  void appendTo(Appendable out) throws IOException;
}

package org.flatprop.loops;

import org.flatprop.graph.Size;

/** A model as code: two passes of statements, or tables. */
public sealed interface Lowered permits Program, Tables {

  /** What goes in and comes out. */
  Program frame();

  /** How many arithmetic operations and function calls the forward pass makes. */
  Size forwardOperations();

  /** The same of the backward pass. */
  Size backwardOperations();
}

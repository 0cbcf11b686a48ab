package org.flatprop;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flatprop.loops.Program;
import org.flatprop.passes.Blocks;
import org.flatprop.passes.Buffers;
import org.flatprop.passes.Fusion;
import org.flatprop.passes.Products;
import org.flatprop.passes.Updates;

/**
 * What makes code better. Each can be left out; they run in this order. In profile strict none
 * changes a bit of what is computed.
 */
public enum Pass {
  /** Sums of products become matrix products. */
  PRODUCTS(Products::recognise),

  /** Loops over the same elements become one, and arrays used within one loop only are not kept. */
  FUSION(Fusion::fuse),

  /** Gradients that are products can be added to their parameters, in steps of gradient descent. */
  UPDATES(Updates::mark),

  /** Arrays whose lives do not overlap share memory, and results are computed where they go. */
  BUFFERS(Buffers::plan),

  /** In profile fast, loops run over blocks of elements when the code is written as Java. */
  BLOCKS(Blocks::of),

  /** Lines that repeat become one method; which do is decided when the code is written as Java. */
  METHODS(UnaryOperator.identity());

  /** All of them. */
  public static final Set<Pass> ALL = Collections.unmodifiableSet(EnumSet.allOf(Pass.class));

  private final UnaryOperator<Program> function;

  Pass(UnaryOperator<Program> function) {
    this.function = function;
  }

  Program apply(Program program) {
    return function.apply(program);
  }

  /** The pass of a name as given on the command line. */
  public static Optional<Pass> named(String name) {
    return Arrays.stream(values()).filter(pass -> pass.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

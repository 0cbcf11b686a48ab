package org.flatprop.cli;

/** The program {@code nnc}. */
public final class Nnc {
  private Nnc() {}

  /** Runs one command. */
  public static void main(String[] args) {
    System.exit(2);
  }
}

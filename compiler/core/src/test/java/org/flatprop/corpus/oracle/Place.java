package org.flatprop.corpus.oracle;

/** A name where it is defined. */
record Place(Frame frame, String name) {}

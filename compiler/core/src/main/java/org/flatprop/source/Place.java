package org.flatprop.source;

/**
 * A line of a .nn file.
 *
 * @param file its path from the folder of the main file, with {@code /}
 * @param line counted from 1
 */
public record Place(String file, int line) {}

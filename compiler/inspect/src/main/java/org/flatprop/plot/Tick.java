package org.flatprop.plot;

/**
 * A mark of an axis.
 *
 * @param place where it stands; on a logarithmic axis, the logarithm of its number
 */
record Tick(double place, String label) {}

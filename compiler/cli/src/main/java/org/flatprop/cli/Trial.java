package org.flatprop.cli;

import java.util.Set;
import org.flatprop.graph.Node;

/**
 * A model near a point.
 *
 * @param objective its value; of an array, the sum
 * @param kinks the operations that are on another smooth piece than at the point, where it is known
 */
record Trial(double objective, Set<Node> kinks) {}

package org.flatprop.graph;

/**
 * Marks a node as a variable of its own, with respect to which a derivative is wanted: another node
 * with the same formula is not the same variable.
 *
 * @param place where its name is defined, which tells variables of one name apart
 */
public record Variable(String name, String place) {

  @Override
  public String toString() {
    return name + "@" + place;
  }
}

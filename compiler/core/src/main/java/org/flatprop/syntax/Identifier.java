package org.flatprop.syntax;

import org.flatprop.source.Span;

/** A name as it stands in the text. */
public record Identifier(String text, Span span) {

  @Override
  public String toString() {
    return text;
  }
}

package org.flatprop.maven;

import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;

/** What a configuration chooses by a name. */
final class Choices {

  private Choices() {}

  static Profile profile(String name) throws MojoFailureException {
    return switch (name) {
      case "fast" -> Profile.FAST;
      case "strict" -> Profile.STRICT;
      default ->
          throw new MojoFailureException("profile: there are strict and fast, not `" + name + "`");
    };
  }

  static Derivatives derivatives(String name) throws MojoFailureException {
    return switch (name) {
      case "gradient" -> Derivatives.GRADIENT;
      case "jacobian" -> Derivatives.JACOBIAN;
      case "none" -> Derivatives.NONE;
      default ->
          throw new MojoFailureException(
              "derivative: there are gradient, jacobian and none, not `" + name + "`");
    };
  }
}

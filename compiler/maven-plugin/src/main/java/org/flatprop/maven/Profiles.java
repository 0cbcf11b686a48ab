package org.flatprop.maven;

import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.emit.Profile;

/** Profiles by their names. */
final class Profiles {

  private Profiles() {}

  static Profile named(String name) throws MojoFailureException {
    return switch (name) {
      case "fast" -> Profile.FAST;
      case "strict" -> Profile.STRICT;
      default ->
          throw new MojoFailureException("profile: there are strict and fast, not `" + name + "`");
    };
  }
}

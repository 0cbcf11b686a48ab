package org.flatprop.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.emit.Profile;
import org.junit.jupiter.api.Test;

class ProfilesTest {

  @Test
  void aProfileIsNamedAsOnTheCommandLine() throws MojoFailureException {
    assertThat(Profiles.named("fast")).isEqualTo(Profile.FAST);
    assertThat(Profiles.named("strict")).isEqualTo(Profile.STRICT);
  }

  @Test
  void anotherNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Profiles.named("Strict"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("profile: there are strict and fast, not `Strict`");
  }
}

package org.flatprop.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.junit.jupiter.api.Test;

class ChoicesTest {

  @Test
  void whatThereIsHasAName() throws MojoFailureException {
    for (Profile profile : Profile.values()) {
      assertThat(Choices.profile(profile.name().toLowerCase(Locale.ROOT))).isEqualTo(profile);
    }
    for (Derivatives derivatives : Derivatives.values()) {
      assertThat(Choices.derivatives(derivatives.name().toLowerCase(Locale.ROOT)))
          .isEqualTo(derivatives);
    }
  }

  @Test
  void anotherNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Choices.profile("Strict"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("profile: there are strict and fast, not `Strict`");
    assertThatThrownBy(() -> Choices.derivatives("hessian"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("derivative: there are gradient, jacobian and none, not `hessian`");
  }
}

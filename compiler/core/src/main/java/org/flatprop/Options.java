package org.flatprop;

import java.util.List;
import java.util.Set;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style;
import org.flatprop.load.Backend;

/**
 * What a caller may choose.
 *
 * @param wrt the names of the values to differentiate by; empty for all parameters or, where a
 *     model has none, all inputs
 * @param profile how numbers are computed
 * @param backend what compiles emitted code in-process
 * @param form one method a pass, or many
 * @param arrays straight-line code or loops
 * @param scalars straight-line code or tables
 * @param passes those that run
 * @param verified whether what each stage makes is checked for what holds of it: for tests
 */
public record Options(
    List<String> wrt,
    Profile profile,
    Backend backend,
    Style.Form form,
    Arrays arrays,
    Scalars scalars,
    Set<Pass> passes,
    boolean verified) {

  /** What becomes of arrays. Both forms compute the same bits in profile strict. */
  public enum Arrays {
    /** Straight-line code where it is short, else loops. */
    AUTO,
    /** Straight-line code wherever it is possible. */
    FLAT,
    /** Loops. */
    LOOPS
  }

  /** What becomes of a model without arrays. Both forms compute the same bits in profile strict. */
  public enum Scalars {
    /** Straight-line code where it is soon compiled, else tables. */
    AUTO,
    /** Straight-line code. */
    FLAT,
    /** Tables, and loops that run over them. */
    TABLES
  }

  public static final Options DEFAULT =
      new Options(
          List.of(),
          Profile.FAST,
          Backend.JANINO,
          Style.Form.AUTO,
          Arrays.AUTO,
          Scalars.AUTO,
          Pass.ALL,
          false);

  public Options {
    wrt = List.copyOf(wrt);
    passes = Set.copyOf(passes);
  }

  public Options wrt(List<String> names) {
    return new Options(names, profile, backend, form, arrays, scalars, passes, verified);
  }

  public Options profile(Profile chosen) {
    return new Options(wrt, chosen, backend, form, arrays, scalars, passes, verified);
  }

  public Options backend(Backend chosen) {
    return new Options(wrt, profile, chosen, form, arrays, scalars, passes, verified);
  }

  public Options form(Style.Form chosen) {
    return new Options(wrt, profile, backend, chosen, arrays, scalars, passes, verified);
  }

  public Options arrays(Arrays chosen) {
    return new Options(wrt, profile, backend, form, chosen, scalars, passes, verified);
  }

  public Options scalars(Scalars chosen) {
    return new Options(wrt, profile, backend, form, arrays, chosen, passes, verified);
  }

  public Options passes(Set<Pass> chosen) {
    return new Options(wrt, profile, backend, form, arrays, scalars, chosen, verified);
  }

  public Options verified(boolean chosen) {
    return new Options(wrt, profile, backend, form, arrays, scalars, passes, chosen);
  }
}

package org.flatprop;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style;
import org.flatprop.load.Backend;

/**
 * What a caller may choose.
 *
 * @param objective the name of the value to differentiate; empty for the one that the model says
 * @param derivatives what of it is differentiated
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
    Optional<String> objective,
    Derivatives derivatives,
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

  /** The gradient that the model says, as fast as it can be. */
  public static final Options DEFAULT =
      new Options(
          Optional.empty(),
          Derivatives.GRADIENT,
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

  /** The same for another objective. */
  public Options objective(String name) {
    return new Options(
        Optional.of(name),
        derivatives,
        wrt,
        profile,
        backend,
        form,
        arrays,
        scalars,
        passes,
        verified);
  }

  /** The same with other derivatives. */
  public Options derivatives(Derivatives chosen) {
    return new Options(
        objective, chosen, wrt, profile, backend, form, arrays, scalars, passes, verified);
  }

  /** The same, differentiated by other values. */
  public Options wrt(List<String> names) {
    return new Options(
        objective, derivatives, names, profile, backend, form, arrays, scalars, passes, verified);
  }

  /** The same in another profile. */
  public Options profile(Profile chosen) {
    return new Options(
        objective, derivatives, wrt, chosen, backend, form, arrays, scalars, passes, verified);
  }

  /** The same with another compiler. */
  public Options backend(Backend chosen) {
    return new Options(
        objective, derivatives, wrt, profile, chosen, form, arrays, scalars, passes, verified);
  }

  /** The same in another form of straight-line code. */
  public Options form(Style.Form chosen) {
    return new Options(
        objective, derivatives, wrt, profile, backend, chosen, arrays, scalars, passes, verified);
  }

  /** The same with another form of arrays. */
  public Options arrays(Arrays chosen) {
    return new Options(
        objective, derivatives, wrt, profile, backend, form, chosen, scalars, passes, verified);
  }

  /** The same with another form of scalars. */
  public Options scalars(Scalars chosen) {
    return new Options(
        objective, derivatives, wrt, profile, backend, form, arrays, chosen, passes, verified);
  }

  /** The same with other passes. */
  public Options passes(Set<Pass> chosen) {
    return new Options(
        objective, derivatives, wrt, profile, backend, form, arrays, scalars, chosen, verified);
  }

  /** The same, checked after each stage or not. */
  public Options verified(boolean chosen) {
    return new Options(
        objective, derivatives, wrt, profile, backend, form, arrays, scalars, passes, chosen);
  }
}

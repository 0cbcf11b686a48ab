package org.flatprop;

import java.util.List;
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
 */
public record Options(List<String> wrt, Profile profile, Backend backend, Style.Form form) {

  public static final Options DEFAULT =
      new Options(List.of(), Profile.FAST, Backend.JANINO, Style.Form.AUTO);

  public Options {
    wrt = List.copyOf(wrt);
  }

  public Options wrt(List<String> names) {
    return new Options(names, profile, backend, form);
  }

  public Options profile(Profile chosen) {
    return new Options(wrt, chosen, backend, form);
  }

  public Options backend(Backend chosen) {
    return new Options(wrt, profile, chosen, form);
  }

  public Options form(Style.Form chosen) {
    return new Options(wrt, profile, backend, chosen);
  }
}

package org.flatprop.cli;

import org.flatprop.Options;
import org.flatprop.emit.Profile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a model is compiled. */
final class Choices extends Wrt {

  @Option(
      names = "--profile",
      paramLabel = "strict|fast",
      converter = ProfileConverter.class,
      description = "The same bits everywhere, or the fastest functions (the default).")
  private Profile profile = Profile.FAST;

  @Option(
      names = "--arrays",
      paramLabel = "auto|flat|loops",
      converter = ArraysConverter.class,
      description = {
        "Small arrays of known sizes as straight-line code, and others as loops (the default), "
            + "or either wherever it is possible."
      })
  private Options.Arrays arrays = Options.Arrays.AUTO;

  @Option(
      names = "--scalars",
      paramLabel = "auto|flat|tables",
      converter = ScalarsConverter.class,
      description = {
        "Models without arrays as straight-line code, and large ones as tables that loops run over "
            + "(the default), or either whatever the size."
      })
  private Options.Scalars scalars = Options.Scalars.AUTO;

  private static final class ScalarsConverter implements ITypeConverter<Options.Scalars> {
    @Override
    public Options.Scalars convert(String text) {
      return switch (text) {
        case "auto" -> Options.Scalars.AUTO;
        case "flat" -> Options.Scalars.FLAT;
        case "tables" -> Options.Scalars.TABLES;
        default ->
            throw new TypeConversionException(
                "there are auto, flat and tables, not `" + text + "`");
      };
    }
  }

  private static final class ArraysConverter implements ITypeConverter<Options.Arrays> {
    @Override
    public Options.Arrays convert(String text) {
      return switch (text) {
        case "auto" -> Options.Arrays.AUTO;
        case "flat" -> Options.Arrays.FLAT;
        case "loops" -> Options.Arrays.LOOPS;
        default ->
            throw new TypeConversionException("there are auto, flat and loops, not `" + text + "`");
      };
    }
  }

  private static final class ProfileConverter implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String text) {
      return switch (text) {
        case "strict" -> Profile.STRICT;
        case "fast" -> Profile.FAST;
        default ->
            throw new TypeConversionException("there are strict and fast, not `" + text + "`");
      };
    }
  }

  @Override
  Options options() {
    return super.options().profile(profile).arrays(arrays).scalars(scalars);
  }
}

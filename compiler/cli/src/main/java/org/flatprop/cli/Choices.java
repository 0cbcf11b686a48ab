package org.flatprop.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.flatprop.Options;
import org.flatprop.Pass;
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

  @Option(
      names = "--passes",
      paramLabel = "all|none|LIST",
      converter = PassesConverter.class,
      description = {
        "What makes code better: all passes (the default), none, or some: "
            + "products,fusion,updates,buffers,blocks,methods. Only blocks changes bits, in "
            + "profile fast."
      })
  private Set<Pass> passes = Pass.ALL;

  private static final class PassesConverter implements ITypeConverter<Set<Pass>> {
    @Override
    public Set<Pass> convert(String text) {
      if (text.equals("all")) {
        return Pass.ALL;
      }
      Set<Pass> passes = EnumSet.noneOf(Pass.class);
      if (!text.equals("none")) {
        for (String name : text.split(",", -1)) {
          passes.add(Pass.named(name).orElseThrow(() -> unknown(name)));
        }
      }
      return passes;
    }

    private static TypeConversionException unknown(String name) {
      String all =
          Arrays.stream(Pass.values()).map(Pass::toString).collect(Collectors.joining(", "));
      return new TypeConversionException(
          "there are all, none, and a list of " + all + ", not `" + name + "`");
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
  Options common() {
    return super.common().profile(profile).arrays(arrays).scalars(scalars).passes(passes);
  }
}

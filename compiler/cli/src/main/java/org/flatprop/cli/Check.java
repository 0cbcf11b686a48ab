package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;
import org.flatprop.CompiledModel;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a model's gradient with a measured one. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Compares a model's gradient with central differences.",
      "Inputs that are not given, and have no default, are drawn at random; sizes are small.",
      "Of an array of many elements, a sample is checked. An objective that is an array is summed."
    })
final class Check implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Mixin private Values values;

  @Mixin private Wrt wrt;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      converter = PositiveConverter.class,
      description = "The relative error allowed; 1e-6 if not given.")
  private Double tolerance = 1e-6;

  @Option(
      names = "--step",
      paramLabel = "H",
      converter = PositiveConverter.class,
      description = "The step, relative to values above 1; if not given, the best of several.")
  private Double step;

  /** Arrays of more elements are drawn, but not printed. */
  private static final int MAX_DRAWN = 12;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    CompiledModel compiled = ModelFile.compile(file, in, wrt.options().profile(Profile.STRICT));
    BoundModel bound = values.of(compiled).partial();
    bound.checkRanges();
    Objective objective = new Objective(bound.kernel());
    Point point = Point.of(bound, objective, values.seed());
    OptionalDouble chosen = step == null ? OptionalDouble.empty() : OptionalDouble.of(step);
    GradientCheck check = new GradientCheck(bound, objective, point.inputs(), tolerance, chosen);
    List<Finding> findings = check.check(values.seed());
    return new Answer(
        drawn(point, bound)
            + value(bound.signature(), objective.at(point.inputs()))
            + new FindingsTable(compiled.model()).print(findings),
        findings.stream().anyMatch(Finding::failed) ? Nnc.WRONG_INPUT : Nnc.DONE);
  }

  private String drawn(Point point, BoundModel bound) {
    StringBuilder text = new StringBuilder();
    if (!bound.chosen().isEmpty()) {
      List<List<String>> sizes =
          bound.chosen().stream().map(dim -> List.of(dim, "= " + bound.dims().get(dim))).toList();
      text.append("sizes chosen, for want of --dim or data:\n");
      text.append(Table.of(sizes, " ").indent(2)).append('\n');
    }
    if (!point.drawn().isEmpty()) {
      text.append("drawn at random with --seed ").append(values.seed()).append(":\n");
      text.append(listing(point, bound.signature()).indent(2)).append('\n');
    }
    return text.toString();
  }

  private static String listing(Point point, Signature signature) {
    Listing listing = new Listing();
    for (String name : point.drawn()) {
      Section section = signature.input(name);
      if (section.length() <= MAX_DRAWN) {
        listing.add(name, section, point.inputs());
      } else {
        listing.add(name, section, section.length() + " numbers");
      }
    }
    return listing.toString();
  }

  private static String value(Signature signature, double value) {
    Section objective = signature.outputs().get(0);
    String name = objective.isScalar() ? objective.name() : "sum of " + Listing.title(objective);
    String remark = Double.isFinite(value) ? "" : "not finite: there is no gradient to check\n";
    return name + " = " + Decimal.print(value) + "\n" + remark + "\n";
  }
}

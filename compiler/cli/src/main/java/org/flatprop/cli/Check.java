package org.flatprop.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.flatprop.CompiledModel;
import org.flatprop.cli.GradientCheck.Finding;
import org.flatprop.cli.GradientCheck.Verdict;
import org.flatprop.elaborate.Model;
import org.flatprop.emit.Profile;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Decimal;
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
      "Inputs that are not given, and have no default, are drawn at random."
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

  @Override
  public Answer answer(InputStream in) {
    CompiledModel compiled = ModelFile.compile(file, in, wrt.options().profile(Profile.STRICT));
    Inputs given = values.bind(compiled);
    given.throwIfWrong();
    Model model = compiled.model();
    Signature signature = compiled.signature();
    Point point = Point.of(model, signature, given, values.seed());
    OptionalDouble chosen = step == null ? OptionalDouble.empty() : OptionalDouble.of(step);
    List<Finding> findings = GradientCheck.check(compiled, point.inputs(), tolerance, chosen);
    boolean failed = findings.stream().anyMatch(f -> f.verdict() == Verdict.FAILED);
    return new Answer(
        drawn(point, signature) + value(model, signature, point) + table(model, findings),
        failed ? Nnc.WRONG_INPUT : Nnc.DONE);
  }

  private String drawn(Point point, Signature signature) {
    if (point.drawn().isEmpty()) {
      return "";
    }
    double[] drawn =
        point.drawn().stream()
            .mapToDouble(name -> point.inputs()[signature.inputIndex(name)])
            .toArray();
    String title = "drawn at random with --seed " + values.seed() + ":\n";
    return title + Table.equations(point.drawn(), drawn).indent(2) + "\n";
  }

  private static String value(Model model, Signature signature, Point point) {
    Probe probe = new Probe(model, List.of(), Point.of(signature, point.inputs()));
    double value = probe.objective(probe.values());
    String name = model.objective().name();
    String remark = Double.isFinite(value) ? "" : "not finite: there is no gradient to check\n";
    return name + " = " + Decimal.print(value) + "\n" + remark + "\n";
  }

  private static String table(Model model, List<Finding> findings) {
    if (findings.isEmpty()) {
      return "there is nothing to differentiate by\n";
    }
    String objective = model.objective().name();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("gradient", "analytic", "numerical", "relative error", "verdict"));
    for (Finding finding : findings) {
      rows.add(
          List.of(
              Table.slope(objective, finding.name()),
              Decimal.print(finding.analytic()),
              measured(finding.numerical(), Decimal.print(finding.numerical())),
              measured(finding.error(), String.format(Locale.ROOT, "%.1e", finding.error())),
              finding.verdict().toString()));
    }
    StringBuilder text = new StringBuilder(Table.of(rows, "  "));
    for (Finding finding : findings) {
      for (Node kink : finding.kinks()) {
        text.append(Table.slope(objective, finding.name())).append(": ");
        text.append(kink(model.legend(), kink)).append('\n');
      }
    }
    return text.toString();
  }

  private static String measured(double value, String text) {
    return Double.isNaN(value) ? "-" : text;
  }

  /** {@code kink of relu at model.nn:2:5 (0 at 0)}. */
  private static String kink(Legend legend, Node node) {
    String place =
        legend.origins(node).stream()
            .findFirst()
            .map(origin -> " at " + origin.span().location())
            .orElse("");
    String declared = node.operation().kinks().orElseThrow().declared();
    return "kink of " + node.operation().name() + place + " (" + declared + ")";
  }
}

package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java examples run, and the list of samples is complete. */
class ExamplesTest {

  interface Example {
    void run() throws Exception;
  }

  @Test
  void theQuickstartFitsItsExample() throws Exception {
    List<String> lines = printed(() -> Quickstart.main(new String[0])).lines().toList();
    assertThat(lines.get(0)).isEqualTo("model(w~zeros(), b~zeros(), x, t) -> (L, y)");
    assertThat(lines.get(1)).matches("L = 0[.,]000000, y = 0[.,]900");
  }

  @Test
  void theQuickstartIsShort() throws Exception {
    Path file = Path.of("src/main/java/org/flatprop/samples/Quickstart.java");
    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void xorIsLearnt() throws Exception {
    String file = Sample.FOLDER.resolve("networks/xor.nn").toString();
    List<String> lines =
        printed(() -> LearnXor.main(new String[] {file}))
            .lines()
            .map(line -> line.replace(',', '.'))
            .toList();
    assertThat(lines).hasSize(14);
    assertThat(lines.subList(0, 10)).allMatch(line -> line.matches("epoch +\\d+: cost 0\\.\\d{4}"));
    assertThat(lines.get(9)).matches("epoch 100: cost 0\\.[12]\\d+");
    assertThat(lines.subList(10, 14))
        .satisfiesExactly(
            zero -> assertThat(zero).matches("0 XOR 0 is 0\\.[01]\\d"),
            one -> assertThat(one).matches("0 XOR 1 is (0\\.[89]|1\\.0)\\d?"),
            one -> assertThat(one).matches("1 XOR 0 is (0\\.[89]|1\\.0)\\d?"),
            zero -> assertThat(zero).matches("1 XOR 1 is 0\\.[01]\\d"));
  }

  @Test
  void theComputationalGraphVisitsItsGatesAsInTheLecture() throws Exception {
    String file = Sample.FOLDER.resolve("gates/neuron_gates.nn").toString();
    assertThat(printed(() -> ComputationalGraph.main(new String[] {file})))
        .isEqualToNormalizingNewlines(
            """
            w0     input           2.0000
            x0     input          -1.0000
            w1     input          -3.0000
            x1     input          -2.0000
            w2     input          -3.0000
            p0     *(w0, x0)      -2.0000
            p1     *(w1, x1)       6.0000
            dot    +(p0, p1)       4.0000
            s      +(dot, w2)      1.0000
            m      -x(s)          -1.0000
            e      exp(m)          0.3679
            d      +(e, 1.0)       1.3679
            f      /(1.0, d)       0.7311
            d/df   seed            1.0000
            d/dd   through f      -0.5344
            d/de   through d      -0.5344
            d/dm   through e      -0.1966
            d/ds   through m       0.1966
            d/dw2  through s       0.1966
            d/ddot through s       0.1966
            d/dp0  through dot     0.1966
            d/dp1  through dot     0.1966
            d/dw1  through p1     -0.3932
            d/dx1  through p1     -0.5898
            d/dw0  through p0     -0.1966
            d/dx0  through p0      0.3932
            """);
  }

  @Test
  void everySampleIsInTheReadmeAndEveryFileThereExists() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(Sample.names()).allSatisfy(name -> assertThat(readme).contains(name + ".nn"));
    Matcher files = Pattern.compile("samples/src/main/nn/[\\w/]+\\.nn").matcher(readme);
    while (files.find()) {
      assertThat(Path.of("..", files.group())).exists();
    }
  }

  private static String printed(Example example) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      example.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

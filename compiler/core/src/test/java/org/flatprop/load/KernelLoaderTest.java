package org.flatprop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.flatprop.runtime.Evaluator;
import org.junit.jupiter.api.Test;

class KernelLoaderTest {

  /** An emitted class may be on the class path of a program that compiles another such model. */
  @Test
  void whatIsCompiledComesBeforeTheClassPath() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/flatprop/load/Twin.java"))
            .replace("outputs[0] = 1", "outputs[0] = 2");
    Evaluator compiled =
        KernelLoader.load(Twin.class.getName(), source, Optional.empty(), Backend.JANINO, 0).make();
    double[] outputs = new double[1];
    compiled.forward(new double[0], outputs);
    assertThat(outputs).containsExactly(2);
    assertThat(compiled).isNotInstanceOf(Twin.class);
  }
}

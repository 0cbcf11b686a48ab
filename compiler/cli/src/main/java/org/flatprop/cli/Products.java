package org.flatprop.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.ahead.NewFiles;
import org.flatprop.cli.data.ArrayFile;
import org.flatprop.cli.data.Preparation;
import org.flatprop.cli.train.LossPlot;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.train.Training;

/**
 * The files that a run ends with.
 *
 * @param plot of its losses
 * @param model its parameters
 */
record Products(Optional<Path> plot, Optional<Path> model) {

  /** Writes all or none, and returns the names of those written. */
  List<String> write(
      String title, Signature signature, Training training, Preparation preparation) {
    Map<Path, NewFiles.Content> contents = new LinkedHashMap<>();
    model.ifPresent(
        file -> {
          ArrayFile arrays = ArrayFile.of(file.toString()).orElseThrow();
          if (!preparation.isEmpty()) {
            arrays.text(preparation.json());
          }
          double[] result = training.parameters();
          for (Section section : signature.gradients()) {
            arrays.add(section.name(), section, result);
          }
          contents.put(file, arrays::writeTo);
        });
    if (!training.history().isEmpty()) {
      plot.ifPresent(
          file -> contents.put(file, NewFiles.text(LossPlot.of(title, training.history()).svg())));
    }
    NewFiles.write(contents);
    return contents.keySet().stream().map(Paths::shown).toList();
  }
}

package org.flatprop.cli.train;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.ahead.FileErrors;
import org.flatprop.source.CompileException;
import org.flatprop.train.Epoch;

/** A table of the epochs that grows with the run. Nothing in it differs from run to run. */
public final class RunLog implements AutoCloseable {

  private final Path file;
  private final CsvWriter csv;
  private boolean begun;

  /**
   * Begins a log.
   *
   * @throws CompileException if it cannot be written
   */
  public RunLog(Path file) {
    this.file = file;
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Writer writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      this.csv =
          CsvWriter.builder()
              .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF)
              .build(writer);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(FileErrors.shown(file), e));
    }
  }

  /**
   * Adds an epoch.
   *
   * @throws CompileException if it cannot be written
   */
  public void add(Epoch epoch) {
    try {
      if (!begun) {
        begun = true;
        csv.writeRecord(header(epoch));
      }
      List<String> cells =
          new ArrayList<>(
              List.of(
                  String.valueOf(epoch.number()),
                  String.valueOf(epoch.steps()),
                  number(epoch.rate()),
                  number(epoch.loss())));
      epoch.validation().ifPresent(loss -> cells.add(number(loss)));
      epoch.figures().values().forEach(figure -> cells.add(number(figure)));
      csv.writeRecord(cells);
      csv.flush();
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(FileErrors.shown(file), e));
    }
  }

  private static List<String> header(Epoch epoch) {
    List<String> names = new ArrayList<>(List.of("epoch", "steps", "rate", "loss"));
    epoch.validation().ifPresent(loss -> names.add("validation"));
    names.addAll(epoch.figures().keySet());
    return names;
  }

  private static String number(double number) {
    return org.flatprop.runtime.Decimal.print(number);
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(FileErrors.shown(file), e));
    }
  }
}

package org.flatprop.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.flatprop.ahead.FileErrors;
import org.flatprop.cli.train.Interruption;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code nnc}: one command a run. */
public final class Nnc {

  static final int DONE = 0;
  static final int WRONG_INPUT = 1;
  static final int WRONG_USAGE = 2;
  static final int BUG = 70;

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  Nnc(InputStream in, OutputStream out, OutputStream err) {
    this.in = in;
    this.out = out;
    // UTF-8 in every locale
    this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
  }

  /** Runs one command, and ends the process with its exit code. */
  public static void main(String[] args) {
    Nnc nnc =
        new Nnc(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err));
    int exit = nnc.run(args);
    Interruption.said();
    System.exit(exit);
  }

  /** Runs one command; nothing goes to the standard output before all is known to be well. */
  int run(String... args) {
    int exit = guarded(args);
    err.flush();
    return exit;
  }

  private int guarded(String... args) {
    try {
      return print(answer(args));
    } catch (ParameterException e) {
      return misused(e);
    } catch (CompileException e) {
      e.diagnostics().stream().map(Diagnostic::render).forEach(err::println);
      return WRONG_INPUT;
    } catch (Throwable e) {
      return failure(e, args);
    }
  }

  private Answer answer(String... args) {
    CommandLine line = Commands.line(args);
    ParseResult parsed = line.parseArgs(args);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    CommandLine chosen = parsed.commandSpec().commandLine();
    if (parsed.isUsageHelpRequested()) {
      return new Answer(chosen.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }
    if (parsed.isVersionHelpRequested()) {
      return new Answer("nnc " + Version.text() + "\n");
    }
    if (chosen == line) {
      err.print(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
      return new Answer("", WRONG_USAGE);
    }
    return chosen.<Command>getCommand().answer(in, err);
  }

  private int misused(ParameterException e) {
    err.println("nnc: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
    return WRONG_USAGE;
  }

  private int print(Answer answer) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      answer.text().appendTo(writer);
      writer.flush();
    } catch (IOException e) {
      // a reader that has seen enough, as `head`, is no error
      if (!"Broken pipe".equals(e.getMessage())) {
        throw new CompileException(FileErrors.unwritable("the standard output", e));
      }
    }
    return answer.exit();
  }

  private int failure(Throwable failure, String... args) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof OutOfMemoryError) {
        err.println(
            "nnc: out of memory ("
                + e.getMessage()
                + "): the model is too large for this heap; a larger one: JAVA_TOOL_OPTIONS=-Xmx8g");
        return WRONG_INPUT;
      }
    }
    err.print(BugReport.of(failure, List.of(args)));
    return BUG;
  }
}

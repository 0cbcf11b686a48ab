package org.flatprop.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.CRC32;

/**
 * All that a run needs to go on as if it had never stopped.
 *
 * @param layout the names and sizes of what is trained: {@code w[3,4] b[4]}
 * @param rule the name of the optimiser's class
 * @param notes what the caller wants to find again
 * @param parameters in the order of the layout
 * @param state the optimiser's
 * @param best the parameters of the best epoch; empty where they are not wanted
 * @param epoch how many epochs are done
 * @param batch how many batches of the next epoch are done
 * @param converged whether no step lowers the objective any more
 * @param steps how many steps are done
 * @param lossSum the objectives of these batches, multiplied by their sizes
 * @param examples how many examples these batches had
 * @param history the epochs that are done
 */
public record Checkpoint(
    String layout,
    String rule,
    Map<String, String> notes,
    double[] parameters,
    double[][] state,
    double[] best,
    int epoch,
    int batch,
    boolean converged,
    long steps,
    double lossSum,
    long examples,
    List<Epoch> history) {

  private static final long MAGIC = 0x464c415450524f50L; // FLATPROP
  private static final int VERSION = 1;

  /** Magic number, version, length and checksum. */
  private static final int HEADER = 8 + 4 + 8 + 8;

  /** What a file holds is no checkpoint, or is damaged; the message says how. */
  public static final class Damaged extends IOException {

    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  /** The same with a note. */
  public Checkpoint note(String name, String text) {
    Map<String, String> all = new LinkedHashMap<>(notes);
    all.put(name, text);
    return new Checkpoint(
        layout,
        rule,
        all,
        parameters,
        state,
        best,
        epoch,
        batch,
        converged,
        steps,
        lossSum,
        examples,
        history);
  }

  /**
   * Writes a file that appears whole, or not at all: it is written beside its place, forced to the
   * disk, and moved there. An old one is replaced.
   *
   * @throws IOException if it cannot be written; then the old one is still there
   */
  public void write(Path file) throws IOException {
    byte[] body = body();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
    bytes.putLong(MAGIC).putInt(VERSION).putLong(body.length).putLong(checksum(body)).put(body);
    bytes.flip();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    forceFolder(file);
  }

  /** So that the move, too, outlives a loss of power; where a system cannot, it is left to it. */
  private static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows does not open folders
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  private byte[] body() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    text(out, layout);
    text(out, rule);
    out.writeInt(notes.size());
    for (Map.Entry<String, String> note : notes.entrySet()) {
      text(out, note.getKey());
      text(out, note.getValue());
    }
    numbers(out, parameters);
    out.writeInt(state.length);
    for (double[] part : state) {
      numbers(out, part);
    }
    numbers(out, best);
    out.writeInt(epoch);
    out.writeInt(batch);
    out.writeBoolean(converged);
    out.writeLong(steps);
    out.writeDouble(lossSum);
    out.writeLong(examples);
    out.writeInt(history.size());
    for (Epoch done : history) {
      write(out, done);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Epoch epoch) throws IOException {
    out.writeInt(epoch.number());
    out.writeLong(epoch.steps());
    out.writeDouble(epoch.rate());
    out.writeDouble(epoch.loss());
    out.writeBoolean(epoch.validation().isPresent());
    out.writeDouble(epoch.validation().orElse(0));
    out.writeInt(epoch.figures().size());
    for (Map.Entry<String, Double> figure : epoch.figures().entrySet()) {
      text(out, figure.getKey());
      out.writeDouble(figure.getValue());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void numbers(DataOutputStream out, double[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Double.BYTES));
    bytes.asDoubleBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  /**
   * Reads a file.
   *
   * @throws Damaged if it is no checkpoint, is one of another version, or is damaged
   * @throws IOException if it cannot be read
   */
  public static Checkpoint read(Path file) throws IOException {
    byte[] body;
    long sum;
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (header.limit() < HEADER || header.getLong() != MAGIC) {
        throw new Damaged("it is no checkpoint");
      }
      int version = header.getInt();
      if (version != VERSION) {
        throw new Damaged(
            "it is a checkpoint of version " + version + ", and this reads version " + VERSION);
      }
      long length = header.getLong();
      sum = header.getLong();
      long there = Files.size(file) - HEADER;
      if (length != there) {
        throw new Damaged(
            "it is damaged: it has " + there + " bytes where " + length + " were written");
      }
      body = in.readAllBytes();
    }
    if (sum != checksum(body)) {
      throw new Damaged("it is damaged: its checksum is not the one that was written");
    }
    try {
      return read(new DataInputStream(new ByteArrayInputStream(body)));
    } catch (EOFException e) {
      throw new Damaged("it is damaged: it ends too early");
    }
  }

  private static Checkpoint read(DataInputStream in) throws IOException {
    String layout = text(in);
    String rule = text(in);
    Map<String, String> notes = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      notes.put(text(in), text(in));
    }
    double[] parameters = numbers(in);
    double[][] state = new double[count(in, Integer.BYTES)][];
    for (int i = 0; i < state.length; i++) {
      state[i] = numbers(in);
    }
    double[] best = numbers(in);
    int epoch = in.readInt();
    int batch = in.readInt();
    boolean converged = in.readBoolean();
    long steps = in.readLong();
    double lossSum = in.readDouble();
    long examples = in.readLong();
    List<Epoch> history = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      history.add(epoch(in));
    }
    return new Checkpoint(
        layout,
        rule,
        notes,
        parameters,
        state,
        best,
        epoch,
        batch,
        converged,
        steps,
        lossSum,
        examples,
        history);
  }

  private static Epoch epoch(DataInputStream in) throws IOException {
    int number = in.readInt();
    long steps = in.readLong();
    double rate = in.readDouble();
    double loss = in.readDouble();
    boolean isValidated = in.readBoolean();
    double validation = in.readDouble();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      figures.put(text(in), in.readDouble());
    }
    OptionalDouble held = isValidated ? OptionalDouble.of(validation) : OptionalDouble.empty();
    return new Epoch(number, steps, rate, loss, held, figures);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(count(in, 1)), UTF_8);
  }

  private static double[] numbers(DataInputStream in) throws IOException {
    double[] numbers = new double[count(in, Double.BYTES)];
    ByteBuffer.wrap(in.readNBytes(numbers.length * Double.BYTES)).asDoubleBuffer().get(numbers);
    return numbers;
  }

  /** How many things of a size follow: not more than there is room for. */
  private static int count(DataInputStream in, int size) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / size) {
      throw new Damaged("it is damaged: it holds less than it says");
    }
    return count;
  }
}

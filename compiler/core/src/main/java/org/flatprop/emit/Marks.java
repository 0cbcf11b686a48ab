package org.flatprop.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.source.Place;
import org.flatprop.source.SourceMap;

/**
 * Marks at the ends of lines, which say where these come from: JavaPoet makes the text of a class,
 * and only then it is known which lines they are.
 *
 * <p>A line without a mark belongs to the one before it in its method, the first ones to the first
 * with a mark. A method of the kernel that only calls others is the objective's. What else has no
 * mark comes from nowhere, so that no breakpoint stops there.
 */
final class Marks {

  /** Comments and literals have no such characters. */
  private static final char MARK = '\1';

  /** Begins the class of one objective of several. */
  private static final String NESTED = "  public static final class ";

  /** Where the objectives are computed, in the order of their classes. */
  private final List<Place> objectives;

  private final List<String> folders;
  private final StringBuilder text;
  private final List<SourceMap.Run> runs = new ArrayList<>();

  /** The files' paths below a source folder, by those from the main file's folder. */
  private final Map<String, String> paths = new HashMap<>();

  /** The number of the current line. */
  private int line;

  /** The first line of the field or method, and then of the lines that come from the place. */
  private int first = 1;

  /** Where the lines come from; null until it is known. */
  private Place place;

  private boolean ofKernel;

  /** How many classes of objectives have begun. */
  private int nested;

  private Marks(List<Place> objectives, String packageName, int length) {
    this.objectives = objectives;
    this.folders = packageName.isEmpty() ? List.of() : List.of(packageName.split("\\."));
    this.text = new StringBuilder(length);
  }

  /** What stands behind a line that comes from a place; nothing for null. */
  static String of(Place place) {
    return place == null ? "" : MARK + place.file() + MARK + place.line();
  }

  /**
   * A class whose text has marks.
   *
   * @param objectives the places of each objective's code
   */
  static JavaText read(String marked, List<SourcePlaces> objectives, Style style) {
    Optional<SourcePlaces> known = objectives.stream().filter(SourcePlaces::isKnown).findFirst();
    if (known.isEmpty()) {
      return new JavaText(marked, Optional.empty());
    }
    List<Place> computed = objectives.stream().map(SourcePlaces::objective).toList();
    Marks marks = new Marks(computed, style.packageName(), marked.length());
    marks.read(marked);
    String prefix = style.packageName().isEmpty() ? "" : style.packageName() + ".";
    String main = marks.path(known.get().main());
    return new JavaText(
        marks.text.toString(),
        Optional.of(
            new SourceMap(prefix + style.className(), main, known.get().mainLines(), marks.runs)));
  }

  private void read(String marked) {
    for (int from = 0, end; from < marked.length(); from = end + 1) {
      end = marked.indexOf('\n', from);
      add(marked.substring(from, end));
    }
    endMember();
  }

  private void add(String marked) {
    line++;
    int mark = marked.indexOf(MARK);
    String plain = mark < 0 ? marked : marked.substring(0, mark);
    text.append(plain).append('\n');
    if (objectives.size() > 1 && plain.startsWith(NESTED)) {
      nested++;
    }
    if (plain.isEmpty()) {
      endMember();
    } else if (mark >= 0) {
      int number = marked.indexOf(MARK, mark + 1);
      begin(
          new Place(
              marked.substring(mark + 1, number), Integer.parseInt(marked.substring(number + 1))));
    } else if (place == null) {
      ofKernel |= isKernelMethod(plain.strip());
    }
  }

  /** Whether a line begins a public method that is given numbers. */
  private static boolean isKernelMethod(String line) {
    return line.startsWith("public ") && (line.contains("(double") || line.endsWith("("));
  }

  private void begin(Place next) {
    if (place != null && !place.equals(next)) {
      end(line - 1);
      first = line;
    }
    place = next;
  }

  /** Between two members of a class is an empty line. */
  private void endMember() {
    if (place == null && ofKernel) {
      Place objective = objectives.get(Math.max(0, nested - 1));
      place = objective.file().isEmpty() ? null : objective;
    }
    if (place != null) {
      end(line);
    }
    place = null;
    ofKernel = false;
    first = line + 1;
  }

  private void end(int last) {
    Place own = new Place(path(place.file()), place.line());
    int before = runs.size() - 1;
    boolean goesOn =
        before >= 0 && runs.get(before).last() == first - 1 && runs.get(before).place().equals(own);
    int start = goesOn ? runs.remove(before).first() : first;
    runs.add(new SourceMap.Run(start, last, own));
  }

  private String path(String file) {
    return paths.computeIfAbsent(file, this::belowPackage);
  }

  private String belowPackage(String file) {
    Deque<String> parts = new ArrayDeque<>(folders);
    for (String part : file.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}

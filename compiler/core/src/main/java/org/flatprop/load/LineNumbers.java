package org.flatprop.load;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.source.Place;
import org.flatprop.source.SourceMap;

/**
 * The line numbers that a class file has for places: those of the main file as they are, and behind
 * its last line one for each line of another file. A stack trace prints them; to a debugger, a
 * source map as of JSR 45 says what they are.
 */
final class LineNumbers {

  /** A class file has no larger ones. */
  private static final int MAX = 0xffff;

  private final SourceMap map;

  /** By lines of Java; 0 for those that come from nowhere. */
  private final int[] numbers;

  /** Lines of other files, in order, numbered from the main file's last on. */
  private final List<Place> others;

  LineNumbers(SourceMap map) {
    this.map = map;
    List<String> files = map.files();
    this.others =
        map.runs().stream()
            .map(SourceMap.Run::place)
            .filter(place -> !place.file().equals(map.main()))
            .distinct()
            .sorted(
                Comparator.comparing((Place place) -> files.indexOf(place.file()))
                    .thenComparing(Place::line))
            .limit(Math.max(0, MAX - map.mainLines()))
            .toList();
    Map<Place, Integer> known = new HashMap<>();
    for (Place place : others) {
      known.put(place, map.mainLines() + 1 + known.size());
    }
    int last = map.runs().isEmpty() ? 0 : map.runs().get(map.runs().size() - 1).last();
    // Janino writes the largest number for all larger ones.
    this.numbers = new int[Math.min(last + 1, MAX)];
    for (SourceMap.Run run : map.runs()) {
      Place place = run.place();
      int number = place.file().equals(map.main()) ? place.line() : known.getOrDefault(place, 0);
      for (int line = run.first(); line <= run.last() && line < numbers.length; line++) {
        numbers[line] = number <= MAX ? number : 0;
      }
    }
  }

  /** The number for a line of Java, or 0 for none. */
  int of(int line) {
    return line < numbers.length ? numbers[line] : 0;
  }

  /** The name of the main file. */
  String mainFile() {
    return printable(SourceMap.name(map.main()));
  }

  /** The source map as debuggers read it: which numbers are which lines of which file. */
  String forDebuggers() {
    StringBuilder text = new StringBuilder("SMAP\n");
    text.append(SourceMap.name(map.className().replace('.', '/'))).append(".java\nNN\n*S NN\n*F\n");
    List<String> files = map.files();
    for (int i = 0; i < files.size(); i++) {
      String path = printable(files.get(i));
      text.append("+ ").append(i + 1).append(' ').append(SourceMap.name(path)).append('\n');
      text.append(path).append('\n');
    }
    text.append("*L\n")
        .append(run(new Place(map.main(), 1), Math.min(map.mainLines(), MAX), files, 1));
    int first = 0;
    for (int i = 1; i <= others.size(); i++) {
      Place start = others.get(first);
      Place next = new Place(start.file(), start.line() + i - first);
      if (i == others.size() || !others.get(i).equals(next)) {
        text.append(run(start, i - first, files, map.mainLines() + 1 + first));
        first = i;
      }
    }
    return text.append("*E\n").toString();
  }

  /** Lines of one file, so many, with numbers from one on. */
  private static String run(Place start, int count, List<String> files, int number) {
    String from = start.line() + "#" + (files.indexOf(start.file()) + 1);
    return from + (count == 1 ? "" : "," + count) + ":" + number + "\n";
  }

  /** The format has no way to write what would end a line. */
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}

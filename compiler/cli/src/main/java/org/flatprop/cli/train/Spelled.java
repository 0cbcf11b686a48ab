package org.flatprop.cli.train;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.cli.data.Numbers;
import picocli.CommandLine.TypeConversionException;

/** {@code NAME:NUMBER:NUMBER…}: a choice, and its numbers. */
record Spelled(String name, List<Double> numbers) {

  static Spelled of(String text) {
    String[] words = text.split(":", -1);
    List<Double> numbers = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      numbers.add(number(words[i]));
    }
    return new Spelled(words[0].strip(), numbers);
  }

  private static double number(String word) {
    try {
      double number = Numbers.parse(word.strip());
      if (number >= 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("`" + word + "` is no number that is 0 or more");
  }

  void atMost(int count) {
    if (numbers.size() > count) {
      throw new TypeConversionException(
          "`" + name + "` takes " + (count == 0 ? "no" : "at most " + count) + " numbers");
    }
  }
}

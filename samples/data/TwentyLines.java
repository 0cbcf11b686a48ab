import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** Prints a table for the network in "20 lines": 64 rows of normal random numbers, x[1000] and y[10]. */
class TwentyLines {

  public static void main(String[] args) {
    Random random = new Random(1);
    for (int n = -1; n < 64; n++) {
      StringJoiner line = new StringJoiner(",");
      for (int i = 0; i < 1010; i++) {
        String name = i < 1000 ? "x" + i : "y" + (i - 1000);
        line.add(n < 0 ? name : String.format(Locale.ROOT, "%.4f", random.nextGaussian()));
      }
      System.out.println(line);
    }
  }
}

import java.util.Locale;
import java.util.Random;

/** Prints xor.csv: 1,000 points around the four cases of XOR, as the lecture draws them. */
class Xor {

  private static final double DEVIATION = 0.25;

  public static void main(String[] args) {
    int[][] seeds = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    Random random = new Random(1);
    System.out.println("x0,x1,y");
    for (int n = 0; n < 1000; n++) {
      int[] seed = seeds[random.nextInt(seeds.length)];
      double x0 = seed[0] + DEVIATION * random.nextGaussian();
      double x1 = seed[1] + DEVIATION * random.nextGaussian();
      System.out.printf(Locale.ROOT, "%.4f,%.4f,%d\n", x0, x1, seed[0] ^ seed[1]);
    }
  }
}

/** Trains a neuron to compute AND, with nothing but the JDK and one generated file. */
public final class Train {

  private static final double[][] AND = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}};

  private Train() {}

  public static void main(String[] args) {
    Neuron neuron = new Neuron();
    double w1 = 0;
    double w2 = 0;
    double b = 0;
    for (int epoch = 0; epoch < 2000; epoch++) {
      for (double[] row : AND) {
        neuron.lossAndGradient(w1, row[0], w2, row[1], b, row[2]);
        w1 -= 0.5 * neuron.grad_w1();
        w2 -= 0.5 * neuron.grad_w2();
        b -= 0.5 * neuron.grad_b();
      }
    }
    for (double[] row : AND) {
      neuron.loss(w1, row[0], w2, row[1], b, row[2]);
      System.out.printf("%.0f AND %.0f is %.3f%n", row[0], row[1], neuron.p());
    }
  }
}

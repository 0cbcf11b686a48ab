/**
 * What compiled models need to run: {@link org.flatprop.runtime.Kernel} and its data, the functions
 * that emitted code calls, and a {@link org.flatprop.train.Trainer}. It needs the JDK alone.
 *
 * <p>Vectors are optional, so the module does not require {@code jdk.incubator.vector}: where that
 * has been added ({@code --add-modules jdk.incubator.vector}) it is found and read at run time.
 */
module org.flatprop.runtime {
  exports org.flatprop.runtime;
  exports org.flatprop.train;
}

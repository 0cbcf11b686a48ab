package org.flatprop.bench;

import java.util.concurrent.TimeUnit;
import org.flatprop.train.Training;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A run of training at its {@link TrainingWork}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainingBenchmark {

  @Param("train_digits")
  public String work;

  private Training training;

  @Setup
  public void start() {
    training = ((TrainingWork) Work.named(work)).training();
  }

  @Benchmark
  public long epochs() {
    return training.run().steps();
  }
}

package org.flatprop.train;

import java.util.Map;
import org.flatprop.runtime.Signature;

/** Figures of a model's outputs over some examples, such as its accuracy. */
public interface Measure {

  /** Forgets what has been added. */
  void begin();

  /** Adds a batch that has been evaluated, without dropout. */
  void add(Signature signature, double[] inputs, double[] outputs);

  /** The figures by name. */
  Map<String, Double> figures();
}

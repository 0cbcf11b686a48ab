package org.flatprop.elaborate;

import java.util.Set;

/** What the language has for arrays, which this version does not compile. */
final class Unsupported {

  private static final Set<String> ARRAY_FUNCTIONS =
      Set.of(
          ("@ ' sum mean prod var std norm logsumexp argmax argmin reshape concat stack zeros ones"
                  + " eye arange one_hot diag trace outer dot pad flip cumsum dense softmax"
                  + " log_softmax cross_entropy mse bce bce_with_logits svm_loss kl_div l1 l2"
                  + " maxout layer_norm batch_norm dropout conv2d max_pool avg_pool embedding")
              .split(" "));

  private Unsupported() {}

  static boolean isArrayFunction(String name) {
    return ARRAY_FUNCTIONS.contains(name);
  }
}

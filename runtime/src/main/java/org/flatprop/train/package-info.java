/**
 * Training of kernels, in-process or generated: {@link org.flatprop.train.Trainer} and what it is
 * made of. {@link org.flatprop.train.Optimizer Optimisers} are pure update rules over unboxed
 * vectors, and everything random is drawn from a seed: a run that was stopped and goes on from its
 * {@link org.flatprop.train.Checkpoint} ends with the same bits as one that never stopped.
 */
package org.flatprop.train;

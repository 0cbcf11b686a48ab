package org.flatprop.runtime;

/** Work in parts that do not depend on each other. */
public interface Task {

  /** Does one part; different threads do different parts at the same time. */
  void run(int part);
}

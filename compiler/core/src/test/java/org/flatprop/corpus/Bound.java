package org.flatprop.corpus;

import java.util.List;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.corpus.oracle.Oracle;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** A compiled model with numbers for the sizes that it leaves open. */
public record Bound(CompiledModel model, Map<String, Integer> dims, Signature signature) {

  public static Bound of(CompiledModel model) {
    return of(model, Map.of());
  }

  public static Bound of(CompiledModel model, Map<String, Integer> dims) {
    return new Bound(model, dims, model.signature(dims));
  }

  public Kernel kernel() {
    return model.kernel(dims);
  }

  public Oracle oracle() {
    return new Oracle(model.project(), dims);
  }

  /** Makes a kernel of a class that the model was emitted as. */
  public Object instance(Class<?> type) throws ReflectiveOperationException {
    List<String> open = model.dims();
    Class<?>[] types = open.stream().map(dim -> int.class).toArray(Class<?>[]::new);
    Object[] sizes = open.stream().map(dims::get).toArray();
    return type.getDeclaredConstructor(types).newInstance(sizes);
  }
}

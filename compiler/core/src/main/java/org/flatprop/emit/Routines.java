package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Routine;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.Step;
import org.flatprop.routines.Outline;

/** The methods of a program's routines, in nested classes, and their calls. */
final class Routines {

  /** So many methods' constants fit one class. */
  private static final int MAX_METHODS = 50;

  /** A loop of fewer calls is no less code. */
  private static final int MIN_RUN = 6;

  private final SourcePlaces sources;
  private final Style style;
  private final JavaNames names;
  private final Slots slots;

  /** By the routines' names. */
  private final Map<String, Method> methods = new HashMap<>();

  private final List<Method> order = new ArrayList<>();

  Routines(Outline outline, SourcePlaces sources, Slots slots, Style style, JavaNames names) {
    this.sources = sources;
    this.style = style;
    this.names = names;
    this.slots = slots;
    Map<String, List<Step.Call>> calls = new HashMap<>();
    for (List<Step> pass : List.of(outline.forward(), outline.backward())) {
      for (Step step : pass) {
        if (step instanceof Step.Call call) {
          calls.computeIfAbsent(call.routine().name(), n -> new ArrayList<>()).add(call);
        }
      }
    }
    for (Routine routine : outline.routines()) {
      String type = "Routines" + order.size() / MAX_METHODS;
      Method method = new Method(routine, calls.get(routine.name()), type);
      methods.put(routine.name(), method);
      order.add(method);
    }
  }

  /** Adds the classes that hold the methods. */
  void addTo(TypeSpec.Builder type) {
    for (int i = 0; i < order.size(); i += MAX_METHODS) {
      TypeSpec.Builder nested =
          TypeSpec.classBuilder(order.get(i).type)
              .addAnnotations(GeneratedBy.ofNested(style))
              .addModifiers(PRIVATE, STATIC, FINAL);
      order
          .subList(i, Math.min(i + MAX_METHODS, order.size()))
          .forEach(method -> nested.addMethod(method.spec()));
      type.addType(nested.build());
    }
  }

  /**
   * How many of the first steps, at least one, are calls of one routine whose places are always
   * equally far from those of the call before.
   */
  int run(List<? extends Step> steps) {
    int[] first = arguments((Step.Call) steps.get(0));
    int[] step = null;
    int run = 1;
    int[] last = first;
    while (run < steps.size() && isOfTheSame(steps.get(0), steps.get(run))) {
      int[] next = arguments((Step.Call) steps.get(run));
      int[] difference = difference(last, next);
      if (step != null && !Arrays.equals(step, difference)) {
        break;
      }
      step = difference;
      last = next;
      run++;
    }
    return run < MIN_RUN ? 1 : run;
  }

  private static boolean isOfTheSame(Step first, Step next) {
    return next instanceof Step.Call call
        && call.routine().name().equals(((Step.Call) first).routine().name());
  }

  private static int[] difference(int[] from, int[] to) {
    int[] difference = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      difference[i] = to[i] - from[i];
    }
    return difference;
  }

  /**
   * The statement of a call, or the loop of a run of calls.
   *
   * @param array receives what the routine stores
   */
  List<String> call(List<? extends Step> run, String array) {
    Step.Call first = (Step.Call) run.get(0);
    int[] places = arguments(first);
    if (run.size() == 1) {
      return List.of(call(first, Arrays.stream(places).mapToObj(String::valueOf).toList(), array));
    }
    int[] steps = difference(places, arguments((Step.Call) run.get(1)));
    String index = names.own("call");
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      arguments.add(moving(places[i], steps[i], index));
    }
    return List.of(
        "for (int " + index + " = 0; " + index + " < " + run.size() + "; " + index + "++) {",
        "  " + call(first, arguments, array),
        "}");
  }

  private static String moving(int first, int step, String index) {
    if (step == 0) {
      return String.valueOf(first);
    }
    String distance = Math.abs(step) == 1 ? index : Math.abs(step) + " * " + index;
    return first + (step < 0 ? " - " : " + ") + distance;
  }

  private String call(Step.Call call, List<String> places, String array) {
    Method method = methods.get(call.routine().name());
    List<String> arguments = new ArrayList<>(method.arrays(array));
    arguments.addAll(places);
    return method.type + "." + method.name + "(" + String.join(", ", arguments) + ");";
  }

  /** The places that a call gives. */
  int[] arguments(Step.Call call) {
    return methods.get(call.routine().name()).columns.arguments(call.number());
  }

  /** A routine as a method. */
  private final class Method implements Places {

    private final Routine routine;
    private final String type;
    private final String name;
    private final Columns columns;
    private final List<String> parameters;

    /** Which column a value's places are. */
    private final Map<String, Integer> known = new HashMap<>();

    private final List<String> results;

    Method(Routine routine, List<Step.Call> calls, String type) {
      this.routine = routine;
      this.type = type;
      this.name = names.routine(routine.name());
      this.results = routine.results().stream().map(Formula.Ref::name).toList();
      List<int[]> places = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        known.put(results.get(i), places.size());
        int number = i;
        places.add(column(calls, call -> slots.of(call.results().get(number))));
      }
      for (int i = 0; i < routine.parameters().size(); i++) {
        known.put(routine.parameters().get(i).name(), places.size());
        int number = i;
        places.add(column(calls, call -> slots.of(call.arguments().get(number))));
      }
      for (int i = 0; i < routine.stores().size(); i++) {
        int number = i;
        places.add(column(calls, call -> call.places().get(number)));
      }
      this.columns = new Columns(places);
      this.parameters =
          IntStream.range(0, columns.size()).mapToObj(i -> names.own("at" + i)).toList();
    }

    private int[] column(List<Step.Call> calls, Function<Step.Call, Integer> place) {
      return calls.stream().mapToInt(place::apply).toArray();
    }

    List<String> arrays(String array) {
      String values = names.own("values");
      return routine.stores().isEmpty() ? List.of(values) : List.of(values, array);
    }

    @Override
    public boolean stored(String target) {
      return results.contains(target);
    }

    @Override
    public String index(String value) {
      Integer column = known.get(value);
      return column == null ? slots.index(value) : columns.place(column, parameters);
    }

    @Override
    public String index(Step.Store store) {
      int column = known.size() + routine.stores().indexOf(store);
      return columns.place(column, parameters);
    }

    MethodSpec spec() {
      String results = names.own("results");
      Body body = new Body(names, sources, style.comments());
      body.lines().heading("called " + routine.calls() + " times");
      body.part(routine.lines(), this, names.own("values"), results, Routines.this);
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(name).addModifiers(STATIC).returns(TypeName.VOID);
      arrays(results).forEach(array -> method.addParameter(double[].class, array));
      parameters.forEach(parameter -> method.addParameter(int.class, parameter));
      return method.addCode("$L", body.lines()).build();
    }
  }
}

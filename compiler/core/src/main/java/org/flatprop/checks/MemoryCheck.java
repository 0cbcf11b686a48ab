package org.flatprop.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** That every array has a home that is large enough, and is left alone in it while it is needed. */
final class MemoryCheck {

  /** From the first statement that comes to an array to the last. */
  private record Life(int first, int last) {}

  private final Program program;
  private final Fault fault;
  private final Map<String, Memory.Buffer> buffers = new HashMap<>();
  private final Map<String, Size> counts = new HashMap<>();

  MemoryCheck(Program program, Fault fault) {
    this.program = program;
    this.fault = fault;
    program.memory().buffers().forEach(buffer -> buffers.put(buffer.name(), buffer));
    program.arrays().forEach(array -> counts.put(array.name(), array.shape().count()));
  }

  /** Checks that what the backward pass needs does not stand among the outputs. */
  void kept() {
    Set<String> kept = ProgramCheck.computed(program, program.forward());
    kept.retainAll(ProgramCheck.computed(program, program.backward()));
    for (String array : kept) {
      fault.unless(
          program.memory().apart().get(array) instanceof Memory.Home.InBuffer,
          "`" + array + "` is needed when the caller has the outputs");
    }
  }

  /** Checks statements that run one after the other. */
  void steps(List<Step> steps, Map<String, Memory.Home> homes) {
    Map<String, List<String>> sharing = new HashMap<>();
    for (String array : new TreeSet<>(ProgramCheck.computed(program, steps))) {
      Memory.Home home = homes.get(array);
      fault.unless(home != null, "`" + array + "` has no home");
      if (home instanceof Memory.Home.InBuffer in) {
        fault.unless(holds(in.name(), counts.get(array)), "the buffer of `" + array + "` is small");
        sharing.computeIfAbsent(in.name(), b -> new ArrayList<>()).add(array);
      }
    }
    Map<String, Life> lives = lives(steps);
    for (List<String> arrays : sharing.values()) {
      for (String one : arrays) {
        for (String other : arrays) {
          if (lives.get(one).first <= lives.get(other).first && !one.equals(other)) {
            apart(one, other, lives, steps);
          }
        }
      }
    }
  }

  private boolean holds(String buffer, Size count) {
    return buffers.containsKey(buffer)
        && buffers.get(buffer).counts().stream()
            .anyMatch(size -> size.minus(count).isNeverNegative());
  }

  private static Map<String, Life> lives(List<Step> steps) {
    Map<String, Life> lives = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String array : ProgramCheck.arrays(List.of(steps.get(i)))) {
        Life life = new Life(i, i);
        lives.merge(array, life, (before, now) -> new Life(before.first, now.last));
      }
    }
    return lives;
  }

  /** Of two arrays of one buffer, the second begins where the first has ended, or replaces it. */
  private void apart(String one, String other, Map<String, Life> lives, List<Step> steps) {
    int end = lives.get(one).last;
    int begin = lives.get(other).first;
    if (end >= begin) {
      Step step = steps.get(begin);
      fault.unless(
          end == begin && lives.get(one).first < begin && new Replacing(one, other).by(step),
          "`" + other + "` overwrites `" + one + "`, which is still needed",
          step);
    }
  }

  /**
   * One array that takes the place of another, element by element: each turn of the loops around
   * the statements that write it writes elements that only the same turn has read, before.
   */
  private static final class Replacing {

    private final String old;
    private final String young;
    private final List<Step> loops = new ArrayList<>();

    /** The loops around the first statement that writes, once it has been seen. */
    private List<Step> writing;

    private final Set<Size> written = new HashSet<>();
    private final List<List<Step>> around = new ArrayList<>();
    private final List<Size> read = new ArrayList<>();
    private boolean plain = true;

    Replacing(String old, String young) {
      this.old = old;
      this.young = young;
    }

    boolean by(Step nest) {
      visit(nest, false);
      boolean sameTurn =
          writing != null && around.stream().allMatch(this::areThose) && written.containsAll(read);
      return plain
          && sameTurn
          && written.stream().allMatch(place -> written.stream().allMatch(p -> stayApart(place, p)))
          && writing.stream()
              .map(loop -> new Atom.Index(index(loop)))
              .allMatch(index -> written.stream().allMatch(p -> p.atoms().contains(index)));
    }

    /** Whether one turn's place is never another turn's other place: columns of rows. */
    private boolean stayApart(Size place, Size other) {
      Size distance = place.minus(other);
      if (distance.is(0) || writing.isEmpty()) {
        return distance.is(0);
      }
      Size step =
          place
              .coefficient(new Atom.Index(index(writing.get(writing.size() - 1))))
              .orElse(Size.ZERO);
      return distance.isConstant()
          && step.isConstant()
          && !step.is(0)
          && distance.constant() % step.constant() != 0;
    }

    private static String index(Step loop) {
      return loop instanceof Step.Blocks blocks ? blocks.index() : ((Step.For) loop).index();
    }

    /** Loops over one block may be several: one runs to its end before the next begins. */
    private boolean areThose(List<Step> others) {
      boolean same = others.size() == writing.size();
      for (int i = 0; same && i < others.size(); i++) {
        boolean overBlock = i > 0 && others.get(i - 1) instanceof Step.Blocks;
        same =
            others.get(i) == writing.get(i)
                || overBlock && index(others.get(i)).equals(index(writing.get(i)));
      }
      return same;
    }

    private void visit(Step step, boolean conditional) {
      if (step instanceof Step.Put put) {
        read(put.value());
        if (put.array().equals(young)) {
          plain &= !put.adds() && !conditional;
          writing = writing == null ? List.copyOf(loops) : writing;
          plain &= areThose(loops) && written.add(put.place());
        }
        plain &= !put.array().equals(old);
      } else if (step instanceof Step.Line line) {
        read(line.value());
      } else if (step instanceof Step.Whole whole) {
        read(whole.value());
      } else if (step instanceof Step.If choice) {
        read(choice.condition());
      } else if (step.body().isEmpty()) {
        // Whole arrays at once.
        Set<String> arrays = ProgramCheck.arrays(List.of(step));
        plain &= !arrays.contains(old) && !arrays.contains(young);
      }
      boolean isLoop = step instanceof Step.For || step instanceof Step.Blocks;
      if (isLoop) {
        loops.add(step);
      }
      step.body().forEach(inner -> visit(inner, conditional || step instanceof Step.If));
      if (isLoop) {
        loops.remove(loops.size() - 1);
      }
    }

    private void read(Formula formula) {
      ProgramCheck.elements(
          formula,
          element -> {
            if (element.array().equals(old)) {
              plain &= !written.contains(element.place());
              around.add(List.copyOf(loops));
              read.add(element.place());
            }
          });
    }
  }
}

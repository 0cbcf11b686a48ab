package org.flatprop.corpus;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program in a JVM of its own, and stops at lines. */
final class Debugger {

  /** A program that says nothing for so long hangs. */
  private static final long TIMEOUT = 120_000;

  private final VirtualMachine vm;
  private final String file;
  private final List<Integer> lines;
  private final List<String> stops = new ArrayList<>();

  private Debugger(VirtualMachine vm, String file, List<Integer> lines) {
    this.vm = vm;
    this.file = file;
    this.lines = lines;
  }

  /**
   * Where a program stops: for each stop the method, the file and the line, as the debugger names
   * them where it is asked for nothing special.
   *
   * @param classes the names of those that breakpoints are set in, with wildcards
   * @param file whose lines have breakpoints
   */
  static List<String> stops(
      String mainClass, String classPath, String classes, String file, List<Integer> lines)
      throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("main").setValue(mainClass);
    arguments.get("options").setValue("-Xshare:auto -cp \"" + classPath + "\"");
    VirtualMachine vm = connector.launch(arguments);
    try {
      ClassPrepareRequest prepared = vm.eventRequestManager().createClassPrepareRequest();
      prepared.addClassFilter(classes);
      prepared.enable();
      Debugger debugger = new Debugger(vm, file, lines);
      debugger.run();
      return debugger.stops;
    } finally {
      vm.process().destroyForcibly();
    }
  }

  private void run() throws InterruptedException, AbsentInformationException {
    while (true) {
      EventSet events = vm.eventQueue().remove(TIMEOUT);
      if (events == null) {
        throw new IllegalStateException("nothing happens; until now: " + stops);
      }
      for (Event event : events) {
        if (event instanceof VMDisconnectEvent) {
          return;
        } else if (event instanceof ClassPrepareEvent prepared) {
          prepare(prepared.referenceType());
        } else if (event instanceof BreakpointEvent stop) {
          Location at = stop.location();
          stops.add(at.method().name() + " " + at.sourceName() + ":" + at.lineNumber());
        }
      }
      events.resume();
    }
  }

  private void prepare(ReferenceType type) throws AbsentInformationException {
    for (int line : lines) {
      for (Location location : type.locationsOfLine("NN", file, line)) {
        EventRequest stop = vm.eventRequestManager().createBreakpointRequest(location);
        stop.enable();
      }
    }
  }
}

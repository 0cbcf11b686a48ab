package org.flatprop.load;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.flatprop.load.Backend.CompilationFailure;
import org.flatprop.runtime.Kernel;

final class JaninoBackend {

  private JaninoBackend() {}

  static Map<String, byte[]> compile(String className, String source) throws CompilationFailure {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(Kernel.class.getClassLoader());
    compiler.setDebuggingInformation(true, true, false);
    try {
      compiler.cook(className + ".java", new StringReader(source));
      return compiler.getBytecodes();
    } catch (CompileException | IOException | RuntimeException e) {
      throw new CompilationFailure(e.getMessage(), e);
    }
  }
}

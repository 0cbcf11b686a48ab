package org.flatprop.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that a compiler has written. Tools for coverage and analysis leave out what has an
 * annotation of this simple name that is kept in class files, which the JDK's own is not.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {

  /** What has written the class. */
  String value();
}

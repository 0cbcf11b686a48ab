package org.flatprop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The direction of the arrows between the stages, and who may use which library. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.flatprop");

  @Test
  void aStageKnowsOnlyThoseBeforeIt() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("ahead")
        .definedBy("org.flatprop.ahead")
        .layer("road")
        .definedBy("org.flatprop")
        .layer("load")
        .definedBy("org.flatprop.load")
        .layer("emit")
        .definedBy("org.flatprop.emit")
        .layer("checks")
        .definedBy("org.flatprop.checks")
        .layer("routines")
        .definedBy("org.flatprop.routines")
        .layer("passes")
        .definedBy("org.flatprop.passes")
        .layer("tables")
        .definedBy("org.flatprop.tables")
        .layer("loops")
        .definedBy("org.flatprop.loops")
        .layer("elaborate")
        .definedBy("org.flatprop.elaborate")
        .layer("derive")
        .definedBy("org.flatprop.derive")
        .layer("ops")
        .definedBy("org.flatprop.ops")
        .layer("graph")
        .definedBy("org.flatprop.graph")
        .layer("syntax")
        .definedBy("org.flatprop.syntax")
        .layer("source")
        .definedBy("org.flatprop.source")
        .whereLayer("ahead")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("road")
        .mayOnlyBeAccessedByLayers("ahead")
        .whereLayer("load")
        .mayOnlyBeAccessedByLayers("ahead", "road")
        .whereLayer("emit")
        .mayOnlyBeAccessedByLayers("ahead", "road")
        .whereLayer("loops")
        .mayOnlyBeAccessedByLayers("tables", "passes", "routines", "checks", "emit", "road")
        .whereLayer("passes")
        .mayOnlyBeAccessedByLayers("road")
        .whereLayer("tables")
        .mayOnlyBeAccessedByLayers("road")
        .whereLayer("checks")
        .mayOnlyBeAccessedByLayers("road")
        .whereLayer("routines")
        .mayOnlyBeAccessedByLayers("emit", "road")
        .whereLayer("elaborate")
        .mayOnlyBeAccessedByLayers("loops", "tables", "road")
        .whereLayer("derive")
        .mayOnlyBeAccessedByLayers("elaborate", "loops", "tables", "road")
        .whereLayer("ops")
        .mayOnlyBeAccessedByLayers("derive", "elaborate", "loops", "tables", "passes", "routines")
        .whereLayer("syntax")
        .mayOnlyBeAccessedByLayers("elaborate", "road")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.flatprop.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theGraphKnowsNoRowOfTheTable() {
    noClasses()
        .that()
        .resideInAPackage("org.flatprop.graph")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flatprop.ops")
        .check(CLASSES);
  }

  @Test
  void onlyEmitUsesJavaPoet() {
    onlyUser("org.flatprop.emit", "com.palantir.javapoet..");
  }

  @Test
  void onlyLoadUsesJanino() {
    onlyUser("org.flatprop.load", "org.codehaus..");
    onlyUser("org.flatprop.load", "org.objectweb..");
  }

  @Test
  void onlySyntaxUsesTheParser() {
    onlyUser("org.flatprop.syntax", "org.antlr..");
  }

  private static void onlyUser(String user, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(user, "org.flatprop.grammar")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}

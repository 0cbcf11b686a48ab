package org.flatprop.cli.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.cli.Golden;
import org.flatprop.cli.data.Roles.Missing;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that can be wrong with a table of examples, and how it is said. */
class TableErrorsTest {

  private static final String INPUTS = "x[N, 2] y[N]:3 W[2, 3]~";

  @TempDir Path folder;
  private final StringBuilder text = new StringBuilder();

  @Test
  void errorsSayWhereAndWhatToDo() throws IOException {
    Roles none = Roles.NONE;
    learn("an empty file", "", none, INPUTS);
    learn("a header alone", "x_0,x_1,y\n", none, INPUTS);
    learn("rows that are not equally long", "x_0,x_1,y\n1,2,0\n1,2\n", none, INPUTS);
    learn("a column that nothing is for", "x_0,x_1,y,id\n1,2,0,7\n", none, INPUTS);
    learn("columns that several inputs could be for", "a,b,class\n1,2,0\n", none, INPUTS);
    learn("too many columns", "a,b,c,y\n1,2,3,0\n", none, INPUTS);
    learn("too few columns", "a,y\n1,0\n", none, INPUTS);
    learn("gaps between columns", "x_0,x_2,y\n1,2,0\n", none, INPUTS);
    learn("no inputs for rows", "a\n1\n", none, "s w[2]~");
    learn("a wrong number of cells without names", "1,2,3,0\n", none, INPUTS);

    learn("unknown columns", "a,b,y\n1,2,0\n", roles("x=a,bb", "agee", "sex"), INPUTS);
    learn("an unknown input", "a,b,y\n1,2,0\n", roles("W=a,b", "", ""), INPUTS);
    learn("a column used twice", "a,b,y\n1,2,0\n", roles("x=a,b,a", "b", ""), INPUTS);
    learn("a title beside an option", "a,b,x_0,y\n1,2,3,0\n", roles("x=a,b", "", ""), INPUTS);
    learn("two titles alike", "a,a,y\n1,2,0\n", roles("x=a,a", "", ""), INPUTS);
    learn("options without names", "1,2,0\n", roles("x=a,b", "", ""), INPUTS);
    learn("an index one-hot", "a,b,y\n1,2,u\n", roles("", "", "y"), INPUTS);
    learn("too many classes", "a,b,y\n1,2,u\n1,2,v\n1,2,w\n1,2,z\n", none, INPUTS);
    learn("no value to learn from", "a,b,y\n1,,0\n1,2,0\n", missing(Missing.MEAN), INPUTS);

    String missing = "a,b,y\n1,,0\n?,NA,1\n1,nan,2\nnull,2,\n1,2,n/a\n";
    learn("missing values", missing, none, INPUTS);
    learn("missing labels", "a,b,y\n1,2,\n1,,0\n", missing(Missing.number(0)), INPUTS);
    learn("text in place of numbers", "a,b,y\n1,red,0\n2,3,1\n3,blue,1\n", none, INPUTS);
    learn("labels that are none", "a,b,y\n1,2,3\n1,2,-1\n1,2,0.5\n1,2,2\n", none, INPUTS);

    String table = "a,b,y\n1,red,yes\n2,green,no\n";
    Roles roles = roles("", "", "b");
    String inputs = "x[N, D] y[N]:C";
    apply("an unknown category", table, roles, inputs, "a,b,y\n1,geen,yes\n1,blue,perhaps\n");
    apply("columns that are missing", table, roles, inputs, "a,c,y\n1,red,yes\n");
    apply("other columns", table, roles, inputs, "c,d\n1,red\n");
    apply("no names", table, roles, inputs, "1,2,3\n");
    apply("names twice", table, roles, inputs, "a,b,b,y\n1,red,red,no\n");
    apply("missing values later", table, roles, inputs, "a,b,y\n,red,no\n1,?,no\n");
    Golden.assertMatches("table-errors.txt", text.toString());
  }

  private static Roles missing(Missing missing) {
    return new Roles(Map.of(), Set.of(), Set.of(), missing);
  }

  private static Roles roles(String columns, String drop, String oneHot) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String column : words(columns, ";")) {
      String[] sides = column.split("=");
      byName.put(sides[0], words(sides[1], ","));
    }
    return new Roles(
        byName,
        new LinkedHashSet<>(words(drop, ",")),
        new LinkedHashSet<>(words(oneHot, ",")),
        Missing.ERROR);
  }

  private static List<String> words(String text, String separator) {
    return text.isEmpty() ? List.of() : new ArrayList<>(List.of(text.split(separator)));
  }

  private void learn(String title, String csv, Roles roles, String inputs) throws IOException {
    apply(title, csv, roles, inputs, csv);
  }

  /** Learns from a table and prepares another. */
  private void apply(String title, String csv, Roles roles, String inputs, String other)
      throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Declarations known = Known.of(inputs);
    Files.writeString(folder.resolve("t.csv"), csv);
    CsvTable.read(folder.resolve("t.csv"), diagnostics)
        .flatMap(table -> Preparation.learn(table, roles, known, new int[] {0}, diagnostics))
        .ifPresent(preparation -> apply(preparation, other, known, diagnostics));
    String errors = Known.errors(diagnostics).replace(folder.toString() + "/", "");
    text.append("# ").append(title).append("\n\n").append(errors).append("\n\n");
  }

  private void apply(
      Preparation preparation, String csv, Declarations known, Diagnostics diagnostics) {
    try {
      Path file = Files.writeString(folder.resolve("t.csv"), csv);
      CsvTable.read(file, diagnostics)
          .ifPresent(table -> preparation.apply(table, known, diagnostics));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

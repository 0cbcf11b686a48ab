package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "3, 3.0",
    "9999999, 9999999.0",
    "10000000, 1.0E7",
    "0.1, 0.1",
    "0.001, 0.001",
    "0.0001, 1.0E-4",
    "-123.456, -123.456",
    "4.9E-324, 5.0E-324",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void numbersAreWrittenAsInJava(double value, String text) {
    assertThat(Decimal.print(value)).isEqualTo(text);
  }

  @Test
  void noFewerDigitsReadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Math.abs(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
            case 2 -> random.nextDouble();
            default -> random.nextInt(1_000_000) / 1000.0;
          };
      if (Double.isFinite(value) && value > 0) {
        String text = Decimal.print(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        BigDecimal exact = new BigDecimal(value);
        for (int fewer = 1; fewer < digits; fewer++) {
          assertThat(exact.round(new MathContext(fewer, RoundingMode.HALF_EVEN)).doubleValue())
              .isNotEqualTo(value);
        }
      }
    }
  }
}

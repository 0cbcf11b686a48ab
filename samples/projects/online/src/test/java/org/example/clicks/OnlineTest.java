package org.example.clicks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.example.clicks.Online.Report;
import org.junit.jupiter.api.Test;

class OnlineTest {

  @Test
  void itLearnsAndFollowsWhenTastesChange() {
    List<Report> reports = Online.run(new World(7, 50_000).events(), 0.05);
    assertEquals(10, reports.size());
    assertTrue(reports.get(4).right() > 0.85, reports::toString);
    assertTrue(reports.get(5).loss() > reports.get(4).loss(), reports::toString);
    assertTrue(reports.get(9).right() > 0.85, reports::toString);
  }

  @Test
  void nothingIsLearnedAtRateZero() {
    Report last = Online.run(new World(7, 50_000).events(), 0).get(9);
    assertEquals(Math.log(2), last.loss(), 1e-12);
  }
}

package org.example.clicks;

/** What was shown, and whether it was clicked. */
record Event(double[] features, boolean clicked) {}

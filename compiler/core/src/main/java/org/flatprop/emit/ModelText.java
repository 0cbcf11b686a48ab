package org.flatprop.emit;

/**
 * What a model is called, and its text.
 *
 * @param text for the reader of the class; empty where none is to be shown
 */
public record ModelText(String name, String text) {}

package com.acme;

/** Written by hand. */
public final class Neuron {}

def classes = new File(basedir, 'target/classes')
// the class file's version is that of Java 8
assert new File(classes, 'com/acme/Neuron.class').bytes[7] == 52
assert !new File(basedir, 'target/generated-sources/nn/com/acme/Neuron.java').text.contains('org.flatprop')

new URLClassLoader([classes.toURI().toURL()] as URL[], ClassLoader.platformClassLoader).withCloseable {
  assert it.loadClass('com.acme.Main').gradient(2d, -3d, 1.5d) as List == [0.375d, 0.25d]
}

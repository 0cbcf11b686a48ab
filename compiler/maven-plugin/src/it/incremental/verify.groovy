def log = new File(basedir, 'build.log').text
assert log.count('Generated 2 classes from 2 models; 0 up to date') == 1
// by its name, it has no state of the bound one yet
assert log.count('Generated 0 classes from 2 models; 2 up to date') == 1
assert log.count('Nothing to generate: 2 classes up to date') == 1
// the compiler finds nothing to do either
assert log.count('Nothing to compile - all classes are up to date') == 1

for (name in ['Neuron', 'Square']) {
  def written = new File(basedir, "target/generated-sources/nn/com/acme/${name}.java")
  def first = new File(basedir, "target/first/generated-sources/nn/com/acme/${name}.java")
  assert written.lastModified() == first.lastModified()
  assert new File(basedir, "target/classes/com/acme/${name}.class").isFile()
}

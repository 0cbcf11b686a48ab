def log = new File(basedir, 'build.log').text
assert log.count('Generated 1 class from 1 model; 0 up to date') == 2
// Maven warns of plugins that are not made for that
assert !log.contains('not marked @threadSafe')
assert new File(basedir, 'models/target/generated-sources/nn/com/acme/risk/Neuron.java').text.contains('StrictFunctions')

def jar = { new File(basedir, "${it}/target/${it}-1.jar").toURI().toURL() }
def runtime = new File(localRepositoryPath, 'org/flatprop/flatprop-runtime')
def jars = [jar('user'), jar('models')]
runtime.eachFileRecurse { if (it.name ==~ /flatprop-runtime-[^-]+(-SNAPSHOT)?\.jar/) jars << it.toURI().toURL() }
new URLClassLoader(jars as URL[], ClassLoader.platformClassLoader).withCloseable {
  assert it.loadClass('com.acme.user.Main').squaredNeuron(2d, -3d, 1.5d) == 0.25d
}

def log = new File(basedir, 'build.log').text
def sources = new File(basedir, 'src/main/nn')
assert log.contains('[INFO] Nothing to compute in com/acme/gates.nn: no class')
assert log.contains('[WARNING] These classes need org.flatprop:flatprop-runtime:')
assert log.contains("[WARNING] No models: nothing in ${sources} matches neuron or risk")
assert log.contains('[WARNING] No models: there is no folder ' + new File(basedir, 'none'))
assert log.contains('[INFO] No models: there is no folder ' + new File(basedir, 'src/test/nn'))

def log = new File(basedir, 'build.log').text
assert log.contains('Generated 2 classes from 2 models; 0 up to date')
assert log.contains('Nothing to generate: 1 class up to date; 1 removed')

def target = new File(basedir, 'target')
assert new File(target, 'generated-sources/nn/com/acme/Neuron.java').isFile()
assert !new File(target, 'generated-sources/nn/com/acme/gone').exists()
assert new File(target, 'classes/com/acme/Neuron.class').isFile()
assert !new File(target, 'classes/com/acme/gone/Square.class').exists()

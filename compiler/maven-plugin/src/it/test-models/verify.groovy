def log = new File(basedir, 'build.log').text
assert log.contains('Generated 1 class from 1 model; 0 up to date')
assert log.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
assert log.count('Nothing is generated: it is skipped') == 1
assert new File(basedir, 'target/generated-test-sources/nn/com/acme/Neuron.java').isFile()
assert new File(basedir, 'target/test-classes/com/acme/Neuron.class').isFile()
assert !new File(basedir, 'target/classes/com').exists()

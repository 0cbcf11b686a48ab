def log = new File(basedir, 'build.log').text.replace('\\', '/')
def written = new File(basedir, 'target/generated-sources/nn/com/acme/Neuron.java')
assert log.contains(
    "[ERROR] ${written.path.replace('\\', '/')}: the class of com/acme/neuron.nn goes here, and so does one of the execution generate-fast")
assert !written.text.contains('StrictFunctions')

def log = new File(basedir, 'build.log').text.replace('\\', '/')
def java = new File(basedir, 'src/main/java/com/acme')
assert log.contains(
    "[ERROR] ${java.path.replace('\\', '/')}/Neuron.java: the class of com/acme/neuron.nn goes here, but there is a file that Flatprop has not written")
assert new File(java, 'Neuron.java').text.contains('Written by hand.')
assert java.list() as List == ['Neuron.java']

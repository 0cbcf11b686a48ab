def log = new File(basedir, 'build.log').text.replace('\\', '/')
def models = new File(basedir, 'src/main/nn').path.replace('\\', '/')
assert log.contains(
    "[ERROR] ${models}/com/acme/two_layer.nn: its class is `com.acme.TwoLayer`, and that of com/acme/Twolayer.nn is `com.acme.Twolayer`")
assert log.contains('[ERROR]') && log.contains('2 errors in 2 files')
assert !new File(basedir, 'target/generated-sources').exists()

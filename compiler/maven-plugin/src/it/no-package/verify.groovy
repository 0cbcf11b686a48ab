def log = new File(basedir, 'build.log').text.replace('\\', '/')
def models = new File(basedir, 'src/main/nn').path.replace('\\', '/')
assert log.contains(
    "[ERROR] ${models}/my-models: the classes of its models would be in the package `my-models`, but `my-models` is no name in Java")
assert log.contains(
    "[ERROR] ${models}/com/int: the classes of its models would be in the package `com.int`, but `int` is a reserved word of Java")
assert log.contains('2 errors in 2 files')
assert !new File(basedir, 'target/generated-sources').exists()

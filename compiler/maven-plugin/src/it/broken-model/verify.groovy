import groovy.io.FileType

def log = new File(basedir, 'build.log').text.replace('\\', '/').normalize()
def models = new File(basedir, 'src/main/nn/com/acme').path.replace('\\', '/')

// every error of every model, with its place and a caret at it
assert log.contains("[ERROR] ${models}/neuron.nn:1:12: ")
assert log.contains("""[ERROR] ${models}/square.nn:2:5: there is no function `cube`
  2 | g = cube(f) + squre(x)
    |     ^^^^
""")
assert log.contains("""[ERROR] ${models}/square.nn:2:15: there is no function `squre`
  2 | g = cube(f) + squre(x)
    |               ^^^^^
""")
assert log.contains('3 errors in 2 files')
assert !log.contains('CompileException')

// the last good output and what is known of it are as they were: also of the model that is not broken
def first = new File(basedir, 'target/first')
def count = 0
first.eachFileRecurse(FileType.FILES) {
  def now = new File(basedir, 'target/' + first.toPath().relativize(it.toPath()))
  assert now.text == it.text
  assert now.lastModified() == it.lastModified()
  count++
}
assert count == 4

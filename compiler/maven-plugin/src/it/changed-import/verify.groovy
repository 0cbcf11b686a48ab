def log = new File(basedir, 'build.log').text
assert log.contains('Generated 3 classes from 5 models; 0 up to date')
assert log.contains('Generated 2 classes from 4 models; 1 up to date')

def text = { new File(basedir, "target/${it}.java").text }
['Far', 'Near'].each {
  assert text("generated-sources/nn/com/acme/${it}") != text("first/generated-sources/nn/com/acme/${it}")
}
def other = new File(basedir, 'target/generated-sources/nn/com/acme/Other.java')
def first = new File(basedir, 'target/first/generated-sources/nn/com/acme/Other.java')
assert other.lastModified() == first.lastModified()
assert !new File(basedir, 'target/generated-sources/nn/shared').exists()

// what the README shows is what was printed
def log = new File(basedir, 'build.log').readLines()*.trim()
def shown = (new File(basedir, 'README.md').text =~ /(?s)```console\n(.*?)```/).collect { it[1].readLines() }.flatten()
def printed = shown.findAll { !it.startsWith('$') }
assert !printed.isEmpty()
printed.each { assert log.contains(it.trim()) }
return true

def log = new File(basedir, 'build.log').text
assert log.count('Nothing is generated: it is skipped') == 1
assert log.count('No models: there is no folder ' + new File(basedir, 'none')) == 1
assert !new File(basedir, 'target').exists()

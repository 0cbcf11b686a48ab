def log = new File(basedir, 'build.log').text
assert log.contains('Generated 1 class from 1 model; 0 up to date')
assert log.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')

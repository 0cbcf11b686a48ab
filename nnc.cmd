@echo off
rem Runs the compiler's command line. Builds it first when it is missing.
setlocal
set "NNC_HOME=%~dp0"
set "NNC_JAR=%NNC_HOME%compiler\cli\target\app\nnc.jar"
set "NNC_JAVA=java"
if defined JAVA_HOME set "NNC_JAVA=%JAVA_HOME%\bin\java"

if exist "%NNC_JAR%" goto run
pushd "%NNC_HOME%"
call mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -Dflatprop.warnings.fail=false -pl compiler/cli -am package 1>&2 <nul
popd
if not exist "%NNC_JAR%" (
  echo nnc: the build failed 1>&2
  exit /b 70
)

:run
"%NNC_JAVA%" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -jar "%NNC_JAR%" %*
exit /b %ERRORLEVEL%

# shellcheck shell=bash
# Shared by the scripts of this folder, which source it.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
WORK=$ROOT/.build                     # logs and tools; not in git
TARGET=$ROOT/server/target
VERSION=$(sed -n '/<version>/{s:.*<version>\(.*\)</version>.*:\1:p;q;}' "$ROOT/pom.xml")
JAR=$TARGET/nexus-server-$VERSION.jar

say() { printf '%s\n' "$*" >&2; }

# Ends the script. $1: exit code; the rest: why.
die() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

# Whether folder $1 is the home of a JDK that is new enough.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local major
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${major:-0}" -ge 25 ]
}

# Sets JAVA_HOME to a JDK 25 or newer: the one it names, the one on PATH, or one from the usual places.
find_jdk() {
  local javac home
  javac=$(readlink -f "$(command -v javac || true)" || true)
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    {/opt/homebrew,/usr/local}/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    if is_jdk "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done
  die 3 'No JDK 25 found. Debian: apt install temurin-25-jdk (see adoptium.net); macOS: brew install openjdk; SDKMAN: sdk install java 25-tem. Or set JAVA_HOME.'
}

need_maven() {
  command -v mvn >/dev/null || die 3 'Maven is missing. Debian: apt install maven; macOS: brew install maven; SDKMAN: sdk install maven.'
}

# Maven at the root of the project, on the JDK that find_jdk found.
maven() {
  # The two options silence the JVM's warnings about Maven's own libraries.
  (cd "$ROOT" && MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    mvn -B -ntp "$@")
}

# Whether module $1 is as new as its sources and those of the server, which it may be or stand on.
is_built() {
  local target=$ROOT/$1/target
  [ -f "$target/nexus-$1-$VERSION.jar" ] && [ -d "$target/lib" ] && [ -f "$target/built" ] || return 1
  [ -z "$(find "$ROOT/pom.xml" "$ROOT/.mvn" "$ROOT"/{server,"$1"}/{pom.xml,src/main} -newer "$target/built" -print -quit)" ]
}

# Builds module $1 unless its last build is newer than every source.
build() {
  local module=$1 target
  target=$ROOT/$module/target
  find_jdk
  is_built "$module" && return
  need_maven
  say 'building (first time takes a while)…'
  mkdir -p "$WORK" "$target"
  # Dated before the build starts: what is edited meanwhile is newer.
  touch "$target/building"
  if ! maven -q -pl "$module" -am -Dmaven.test.skip -Dspotless.check.skip package >"$WORK/build.log" 2>&1; then
    cat "$WORK/build.log" >&2
    die 1 'The build failed.'
  fi
  mv "$target/building" "$target/built"
}

# Becomes the server's JVM, so that signals reach it. Builds first.
exec_server() {
  build server
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -jar "$JAR" "$@"
}

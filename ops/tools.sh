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

# Sets NEXUS_NODE_MODULES to the clients of the lock file, installed once per lock file. What is optional there is for
# screens and key rings only.
find_node_modules() {
  local source=$ROOT/server/src/test/js copy=$WORK/npm sum
  [ -f "$source/package-lock.json" ] && [ -n "${NEXUS_NODE:-}" ] || return 0
  sum=$(cksum <"$source/package-lock.json")
  if [ "$(cat "$copy/installed" 2>/dev/null)" != "$sum" ]; then
    echo 'installing JavaScript clients into .build…'
    rm -rf "$copy" && mkdir -p "$copy" && cp "$source"/package*.json "$copy"
    if ! (cd "$copy" && PATH=$(dirname "$NEXUS_NODE"):$PATH npm ci --omit=optional --ignore-scripts --no-audit --no-fund) >>"$LOG" 2>&1; then
      echo "SKIPPING tests with JavaScript clients: npm ci failed, see $LOG."
      return 0
    fi
    printf '%s\n' "$sum" >"$copy/installed"
  fi
  export NEXUS_NODE_MODULES=$copy/node_modules
}

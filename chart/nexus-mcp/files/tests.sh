#!/usr/bin/env bash
# What `helm test` runs, in the product's own image: no curl there, so HTTP goes over bash's /dev/tcp.
#   tests.sh ready | discover | find | tunnel | metrics
# Environment: SERVICE, SERVICE_PORT (for agents), METRICS, METRICS_PORT (ops, headless), SCHEME, AUTH_MODE, TOKEN, SECRET_NAME, TOKEN_KEY,
# TUNNEL_MODE, DATABASE, COLLECTION
set -euo pipefail

: "${SECRET_NAME:=}" "${TOKEN_KEY:=}" "${TOKEN:=}" "${DATABASE:=}" "${COLLECTION:=}"
readonly PATIENCE=20 # seconds for one answer
readonly REVISION=2026-07-28

ok() { printf '  ok    %s\n' "$*"; }

# Ends the test. $1: what is wrong; the rest: what to do.
fail() {
  printf '  FAIL  %s\n' "$1"
  shift
  [ $# -eq 0 ] || printf '        %s\n' "$@"
  exit 1
}

# Reads one HTTP answer from standard input and prints its status and its body. It reads no further than the body says: some
# servers keep the connection although they were asked to close it.
read_answer() {
  local line status size length='' chunked=no
  IFS= read -r line && [[ $line =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] || return 1
  status=${BASH_REMATCH[1]}
  while IFS= read -r line && line=${line%$'\r'} && [ -n "$line" ]; do
    if [[ ${line,,} =~ ^transfer-encoding:.*chunked ]]; then chunked=yes; fi
    if [[ ${line,,} =~ ^content-length:\ *([0-9]+) ]]; then length=${BASH_REMATCH[1]}; fi
  done
  printf '%s\n' "$status"
  if [ $chunked = yes ]; then
    while IFS= read -r line && size=$((16#${line%%[;$'\r']*})) && [ "$size" -gt 0 ]; do
      head -c "$size"
      IFS= read -r line || true
    done
  elif [ -n "$length" ]; then
    head -c "$length"
  else
    cat
  fi
}

# Sends standard input to $1, port $2, and prints status and body of the answer. Runs as a process of its own, for a time limit.
exchange() {
  exec 3<>"/dev/tcp/$1/$2"
  cat >&3
  read_answer <&3
}

# Makes one HTTP request on a connection of its own; sets STATUS and BODY.
# $1: address; $2: port; $3: request line without version; $4: host; $5: body; the rest: headers
request() {
  local address=$1 port=$2 line=$3 host=$4 body=$5 text answer
  shift 5
  text="$line HTTP/1.1"$'\r\n'"Host: $host"$'\r\n'"Connection: close"$'\r\n'
  [ -z "$body" ] || text+="Content-Length: $(LC_ALL=C; printf %s "${#body}")"$'\r\n'
  while [ $# -gt 0 ]; do text+="$1"$'\r\n' && shift; done
  answer=$(printf %s "$text"$'\r\n'"$body" | timeout "$PATIENCE" bash "${BASH_SOURCE[0]}" exchange "$address" "$port" 2>&1 || true)
  STATUS=${answer%%$'\n'*} BODY=${answer#*$'\n'}
  if ! [[ $STATUS =~ ^[0-9]{3}$ ]]; then
    STATUS='no answer:' BODY=${answer:-nothing within $PATIENCE s}
    BODY=${BODY##*: connect: }
    BODY=${BODY%%$'\n'*}
  fi
}

# Waits until GET $3 of address $1, port $2 answers 200, for a minute at most.
await() {
  local until=$((SECONDS + 60))
  while request "$1" "$2" "GET $3" "$1" ''; [ "$STATUS" != 200 ]; do
    [ $SECONDS -lt $until ] || return 1
    sleep 2
  done
}

# The addresses of all replicas, one a line.
replicas() {
  getent ahosts "$METRICS" | cut -d ' ' -f 1 | sort -u
}

need_replicas() {
  mapfile -t REPLICAS < <(replicas)
  [ ${#REPLICAS[@]} -gt 0 ] || fail "the name $METRICS has no addresses" \
    'Does a pod of the server run, and is the name service reached? kubectl get pods,endpointslices'
}

# Calls a method at the Service; sets BODY, or ends the test.
# $1: method; $2: name of the tool or nothing; $3: further parameters, each followed by a comma
rpc() {
  local headers=("Content-Type: application/json" "Accept: application/json, text/event-stream"
    "MCP-Protocol-Version: $REVISION" "Mcp-Method: $1")
  [ -z "$2" ] || headers+=("Mcp-Name: $2")
  if [ "$SCHEME" = https ]; then
    printf '  skip  %s\n' "the pods speak TLS (mcp.tls), for which this image has no client: try it with curl from where agents are"
    exit 0
  fi
  if [ "$AUTH_MODE" = oauth ] && [ -z "$TOKEN" ]; then
    printf '  skip  %s\n' "only the issuer makes tokens, and key ${TOKEN_KEY:-(none)} of Secret $SECRET_NAME holds none to call with"
    exit 0
  fi
  if [ "$AUTH_MODE" != none ]; then
    [ -n "$TOKEN_KEY" ] || fail 'there is no token to call with: secrets.keys.testToken is empty' \
      'Name the key that holds one, or turn the tests off: tests.enabled=false'
    [ -n "$TOKEN" ] || fail "there is no token to call with: Secret $SECRET_NAME has no key $TOKEN_KEY" \
      'Make one:        nexus token helm-test   (in a pod: kubectl exec deploy/NAME -- nexus token helm-test)' \
      "Its hash:        one more line of key tokens in $SECRET_NAME, which running pods see within a minute or two" \
      "The token:       key $TOKEN_KEY in $SECRET_NAME, for these tests alone; or turn them off: tests.enabled=false"
    headers+=("Authorization: Bearer $TOKEN")
  fi
  local meta="\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"$REVISION\""
  meta+=',"io.modelcontextprotocol/clientInfo":{"name":"helm-test","version":"1"}'
  meta+=',"io.modelcontextprotocol/clientCapabilities":{}}'
  request "$SERVICE" "$SERVICE_PORT" 'POST /mcp' "$SERVICE" \
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":{$3$meta}}" "${headers[@]}"
  # A call of more than two seconds is answered as an event stream: the answer is the last event.
  if [[ $BODY == *$'\n'data:* || $BODY == data:* ]]; then BODY=$(grep '^data:' <<<"$BODY" | tail -n 1 | cut -c 6-); fi
  case $STATUS in
  200) ;;
  401) fail "the server does not know the token (401)" "Key tokens of Secret $SECRET_NAME must hold the hash of the token in key $TOKEN_KEY," \
    'or the token must be one of the issuer. Running pods see a changed Secret within a minute or two.' ;;
  403) fail "the server does not let the name $SERVICE in (403): $BODY" 'NEXUS_ALLOWED_HOSTS must have it: is it overridden in extraEnv or config?' ;;
  *) fail "$1 at http://$SERVICE:$SERVICE_PORT/mcp: $STATUS $BODY" 'kubectl logs of the pods of the server says more.' ;;
  esac
}

# Calls a tool; sets TEXT, the JSON of its answer, or ends the test. $1: the tool; $2: its arguments
tool() {
  rpc tools/call "$1" "\"name\":\"$1\",\"arguments\":$2,"
  TEXT=${BODY//\\\"/\"}
  case $BODY in
  *'"isError":true'* | *'"error":{'*) fail "$1 $2: $TEXT" ;;
  esac
}

# The names in a listing, one a line. $1: JSON
names() {
  grep -o '"name":"[^"]*"' <<<"$1" | cut -d '"' -f 4 | grep -vE '^(admin|config|local|nexus-mcp|system\..*)$' || true
}

# A string as JSON.
quoted() {
  local value=${1//\\/\\\\}
  printf '"%s"' "${value//\"/\\\"}"
}

test_ready() {
  if [ "$SCHEME" = http ]; then
    await "$SERVICE" "$SERVICE_PORT" /ready ||
      fail "http://$SERVICE:$SERVICE_PORT/ready: $STATUS $BODY" 'No replica is ready: kubectl logs of the pods says what they wait for.'
    ok "http://$SERVICE:$SERVICE_PORT/ready"
  fi
  need_replicas
  local address
  for address in "${REPLICAS[@]}"; do
    await "$address" "$METRICS_PORT" /ready || fail "replica $address: $STATUS $BODY"
    ok "replica $address is ready"
  done
}

test_discover() {
  rpc server/discover '' ''
  [[ $BODY == *"\"$REVISION\""* && $BODY == *'"tools"'* ]] || fail "this is no answer of an MCP server: $BODY"
  ok "http://$SERVICE:$SERVICE_PORT/mcp serves $(grep -o '"supportedVersions":\[[^]]*' <<<"$BODY" | cut -d '[' -f 2)"
}

test_find() {
  local database=$DATABASE collection=$COLLECTION candidates
  if [ -z "$database" ]; then
    tool list-databases '{}'
    mapfile -t candidates < <(names "$TEXT")
    [ ${#candidates[@]} -gt 0 ] || fail "the user of the connection string sees no database: $TEXT" \
      'Give it rights to read one, or name one that it may read: tests.database, tests.collection'
    database=${candidates[0]}
    ok "list-databases: ${candidates[*]}"
  fi
  if [ -z "$collection" ]; then
    tool list-collections "{\"database\":$(quoted "$database")}"
    mapfile -t candidates < <(names "$TEXT")
    [ ${#candidates[@]} -gt 0 ] || fail "there is no collection in $database: $TEXT" 'Name one: tests.database, tests.collection'
    collection=${candidates[0]}
    ok "list-collections $database: ${candidates[*]}"
  fi
  tool find "{\"database\":$(quoted "$database"),\"collection\":$(quoted "$collection"),\"limit\":1}"
  [[ $TEXT == *'"documents":['* ]] || fail "find $database.$collection: $TEXT"
  ok "find $database.$collection: $(grep -o '"count":[0-9]*' <<<"$TEXT" | tail -n 1 | cut -d : -f 2) document(s)"
}

test_tunnel() {
  need_replicas
  local address report
  for address in "${REPLICAS[@]}"; do
    request "$address" "$METRICS_PORT" 'GET /health' "$address" ''
    report=$(grep -o '"sshTunnel":{[^}]*}' <<<"$BODY" || true)
    [ -n "$report" ] || fail "replica $address says nothing of its tunnel: $STATUS $BODY"
    [[ $report == *'"status":"healthy"'* ]] || fail "replica $address: $report" \
      'docs/tunnel.md has each state and what to do; nexus check walks the way step by step: kubectl exec POD -- nexus check'
    if [ "$TUNNEL_MODE" = none ]; then
      [[ $report == *'"mode":"none"'* ]] || fail "replica $address uses a tunnel, but tunnel.mode is none: $report"
    elif [[ $report == *'"mode":"none"'* ]]; then
      fail "replica $address uses no tunnel, but tunnel.mode is $TUNNEL_MODE: $report"
    fi
    ok "replica $address: $report"
  done
}

test_metrics() {
  need_replicas
  local address value
  for address in "${REPLICAS[@]}"; do
    request "$address" "$METRICS_PORT" 'GET /metrics' "$address" ''
    [ "$STATUS" = 200 ] || fail "http://$address:$METRICS_PORT/metrics: $STATUS $BODY"
    value=$(grep -E '^mcp_active_connections[{ ]' <<<"$BODY" | grep -o '[^ ]*$' || true)
    [ -n "$value" ] || fail "replica $address has no mcp_active_connections, by which the fleet is scaled"
    ok "replica $address: mcp_active_connections $value"
  done
}

case ${1:-} in
exchange) exchange "$2" "$3" ;;
ready | discover | find | tunnel | metrics)
  printf '%s\n' "$1"
  "test_$1"
  ;;
*) fail "tests.sh ${1:-}: there is no such test" ;;
esac

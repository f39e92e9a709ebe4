# shellcheck shell=bash
# Runs tests by Maven and adds up what came of them. Sourced by ops/check and ops/e2e, which set LOG.

# Maven's lines, down to what tells how far it is and what is wrong.
progress() {
  local line
  while IFS= read -r line; do
    case $line in
    *'Tests run:'*' -- in '*) printf '  %s\n' "${line#*] }" ;;
    '[INFO] --- '*) printf '%s\n' "${line#'[INFO] --- '}" ;;
    '[INFO] Building '*[0-9]) printf '%s\n' "${line#'[INFO] '}" ;;
    esac
  done
}

# Maven's errors, without its advice.
explain() {
  echo
  grep -E '^\[(ERROR|FATAL)\] .' "$LOG" | grep -vE '\[Help 1\]|^.ERROR. (To see|Re-run|For more|After correcting|  mvn |See )' | tail -n 40 || true
  echo "All of it: $LOG"
}

# Before tools are looked for: their output goes to the log.
begin_tests() {
  find_jdk
  need_maven
  mkdir -p "$WORK"
  rm -rf "$ROOT"/*/target/{surefire,failsafe}-reports
  : >"$LOG"
}

# Options of Maven as arguments. The last line is "N passed, N failed, N skipped"; fails unless some passed and none failed.
run_tests() {
  local good=0
  maven --fail-at-end "$@" verify 2>&1 | tee -a "$LOG" | progress || good=1
  [ $good = 0 ] || explain
  grep -E '^INFORMATION: ' "$LOG" | sort -u || true
  find "$ROOT"/*/target/{surefire,failsafe}-reports -name 'TEST-*.xml' -exec cat {} + >"$WORK/reports.xml" 2>/dev/null || true
  awk -f "$ROOT/ops/report.awk" "$WORK/reports.xml" | tee "$WORK/summary.txt"
  grep -Eq '^[1-9][0-9]* passed, 0 failed, [0-9]+ skipped$' "$WORK/summary.txt" || good=1
  return $good
}

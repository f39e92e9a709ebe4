# Adds up JUnit XML reports. Prints failed tests, reasons of skipped ones with their count, and the totals.

function attribute(name,   rest) {
  if (!match(line, " " name "=\"[^\"]*\"")) return ""
  rest = substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  gsub(/&#10;.*/, "", rest); gsub(/&quot;/, "\"", rest); gsub(/&apos;/, "'", rest)
  gsub(/&lt;/, "<", rest); gsub(/&gt;/, ">", rest); gsub(/&amp;/, "\\&", rest)
  return rest
}

function finish() {
  if (state == "failed") { failed++; printf "failed: %s: %s\n", test, reason }
  if (state == "skipped") { skipped++; reasons[reason == "" ? test ": no reason given" : reason]++ }
  if (state == "passed") passed++
  state = ""
}

# What a test printed may look like a report: it stands in CDATA.
FNR == 1 { quoted = 0 }
{ line = $0; sub(/<!\[CDATA\[.*/, "", line) }
!quoted && line ~ /<testcase / { finish(); state = "passed"; test = attribute("classname") "." attribute("name") }
!quoted && state != "" && line ~ /<(failure|error)[ >]/ { state = "failed"; reason = attribute("message") }
!quoted && state == "passed" && line ~ /<skipped[ \/>]/ {
  state = "skipped"; reason = attribute("message")
  # Of a class that is skipped as a whole the reason stands in the text.
  if (reason == "" && match($0, /Assumption failed: .*/)) reason = substr($0, RSTART, RLENGTH)
}
{
  opened = match($0, /.*<!\[CDATA\[/) ? RLENGTH : 0
  closed = match($0, /.*\]\]>/) ? RLENGTH : 0
  if (opened > closed) quoted = 1
  else if (closed > opened) quoted = 0
}
END {
  finish()
  for (reason in reasons) printf "skipped: %d × %s\n", reasons[reason], reason
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
}

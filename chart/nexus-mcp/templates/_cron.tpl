{{- /* Schedules in the form of cron.
nexus-mcp.cronField   JSON list of the numbers that a field stands for; empty where it makes no sense; takes a dict: field, min, max
nexus-mcp.cronFields  JSON {minute, hour, day, month, weekday} of such lists; takes the schedule
nexus-mcp.longestGap  longest way from one number to the next, round and round; takes a dict: values, cycle
nexus-mcp.cronGap     seconds between two times of a schedule, at most; takes the schedule
*/ -}}

{{- define "nexus-mcp.cronField" -}}
{{- $values := list -}}
{{- $names := dict "sun" 0 "mon" 1 "tue" 2 "wed" 3 "thu" 4 "fri" 5 "sat" 6 "jan" 1 "feb" 2 "mar" 3 "apr" 4 "may" 5 "jun" 6 "jul" 7 "aug" 8 "sep" 9 "oct" 10 "nov" 11 "dec" 12 -}}
{{- $min := int .min -}}
{{- $max := int .max -}}
{{- $isGood := true -}}
{{- range splitList "," (lower .field) -}}
{{- $parts := splitList "/" . -}}
{{- $step := 1 -}}
{{- if gt (len $parts) 1 -}}
{{- $step = regexMatch "^[0-9]+$" (last $parts) | ternary (last $parts | atoi) 0 -}}
{{- end -}}
{{- $from := $min -}}
{{- $to := $max -}}
{{- if ne (first $parts) "*" -}}
{{- $ends := list -}}
{{- range splitList "-" (first $parts) -}}
{{- $ends = append $ends (regexMatch "^[0-9]+$" . | ternary (atoi .) (get $names . | default -1 | int)) -}}
{{- end -}}
{{- $from = first $ends -}}
{{- if or (gt (len $ends) 1) (eq (len $parts) 1) -}}{{- $to = last $ends -}}{{- end -}}
{{- if gt (len $ends) 2 -}}{{- $isGood = false -}}{{- end -}}
{{- end -}}
{{- if or (gt (len $parts) 2) (lt $step 1) (lt $from $min) (gt $to $max) (gt $from $to) -}}
{{- $isGood = false -}}
{{- else -}}
{{- range untilStep $from (add1 $to | int) $step -}}{{- $values = append $values . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $isGood | ternary $values list | toJson -}}
{{- end -}}

{{- define "nexus-mcp.cronFields" -}}
{{- $named := dict "@hourly" "0 * * * *" "@daily" "0 0 * * *" "@midnight" "0 0 * * *" "@weekly" "0 0 * * 0" "@monthly" "0 0 1 * *" -}}
{{- $fields := regexSplit " +" (get $named . | default .) -1 -}}
{{- $bounds := list (list "minute" 0 59) (list "hour" 0 23) (list "day" 1 31) (list "month" 1 12) (list "weekday" 0 7) -}}
{{- $all := dict -}}
{{- range $i, $bound := $bounds -}}
{{- $values := include "nexus-mcp.cronField" (dict "field" (index $fields $i) "min" (index $bound 1) "max" (index $bound 2)) | fromJsonArray -}}
{{- $_ := set $all (first $bound) $values -}}
{{- end -}}
{{- toJson $all -}}
{{- end -}}

{{- define "nexus-mcp.longestGap" -}}
{{- $cycle := int .cycle -}}
{{- $values := list -}}
{{- range .values -}}{{- $values = append $values (mod (int .) $cycle | int) -}}{{- end -}}
{{- $longest := 0 -}}
{{- $last := -1 -}}
{{- range $i := until (mul 2 $cycle | int) -}}
{{- if has (mod $i $cycle | int) $values -}}
{{- if ge $last 0 -}}{{- $longest = max $longest (sub $i $last) -}}{{- end -}}
{{- $last = $i -}}
{{- end -}}
{{- end -}}
{{- if eq (len (uniq $values)) 1 -}}{{- $longest = $cycle -}}{{- end -}}
{{- $longest -}}
{{- end -}}

{{- /* Where both days are limited, either will do. A year is the most. */ -}}
{{- define "nexus-mcp.cronGap" -}}
{{- $fields := include "nexus-mcp.cronFields" . | fromJson -}}
{{- $days := include "nexus-mcp.longestGap" (dict "values" $fields.weekday "cycle" 7) | int -}}
{{- $ofMonth := include "nexus-mcp.longestGap" (dict "values" $fields.day "cycle" 31) | int -}}
{{- if and (gt $days 1) (gt $ofMonth 1) -}}
{{- $days = min $days $ofMonth -}}
{{- else -}}
{{- $days = max $days $ofMonth -}}
{{- end -}}
{{- $hours := include "nexus-mcp.longestGap" (dict "values" $fields.hour "cycle" 24) | int -}}
{{- $minutes := include "nexus-mcp.longestGap" (dict "values" $fields.minute "cycle" 60) | int -}}
{{- if lt (len $fields.month) 12 -}}
31622400
{{- else if gt (int $days) 1 -}}
{{- mul $days 86400 -}}
{{- else if gt $hours 1 -}}
{{- mul $hours 3600 -}}
{{- else -}}
{{- mul $minutes 60 -}}
{{- end -}}
{{- end -}}

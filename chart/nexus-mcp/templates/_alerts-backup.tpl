{{- /* The alerts of backup and restore. A job's pod does not live until it is scraped, so the first ones stand on what
kube-state-metrics says of CronJobs and Jobs, and those on the runs themselves on what the jobs push. Each takes the root context.
nexus-mcp.backupAlerts  all of them, or nothing
nexus-mcp.lateAlert     one job has not succeeded for too long; takes a dict: root, job, seconds, severity
nexus-mcp.failedAlert   one job failed the last time; takes a dict: root, job, severity
nexus-mcp.pushedAlerts  the newest run, and the newest that was verified, are too old; takes the root context
nexus-mcp.maxAge        seconds: what the values say, or 1.5 times the gap of a schedule; takes a dict: age, schedule
*/ -}}

{{- define "nexus-mcp.maxAge" -}}
{{- if .age -}}
{{- include "nexus-mcp.seconds" .age | float64 | int64 -}}
{{- else -}}
{{- mulf 1.5 (include "nexus-mcp.cronGap" .schedule | float64) | int64 -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.lateAlert" -}}
{{- $cronjob := printf "namespace=\"%s\",cronjob=\"%s\"" .root.Release.Namespace .job.name -}}
{{- $start := printf "kubectl -n %s create job --from=cronjob/%s %s-now" .root.Release.Namespace .job.name .job.component -}}
{{ include "nexus-mcp.alert" (dict "root" .root "name" "NexusMcpBackupLate" "for" "5m" "severity" .severity
    "labels" (dict "cronjob" .job.name)
    "expr" (printf "time() - (max(kube_cronjob_status_last_successful_time{%s}) or max(kube_cronjob_created{%s})) > %s" $cronjob $cronjob .seconds)
    "summary" (printf "%s/%s has not succeeded for too long" .root.Release.Namespace .job.name)
    "description" (printf "Its last success is {{ $value | humanizeDuration }} ago. Look at its jobs (kubectl -n %s get jobs,pods -l app.kubernetes.io/component=%s) and their log, and start one by hand: %s" .root.Release.Namespace .job.component $start)) }}
{{- end -}}

{{- define "nexus-mcp.failedAlert" -}}
{{- $namespace := .root.Release.Namespace -}}
{{- $jobs := printf "namespace=\"%s\",job_name=~\"%s-.+\"" $namespace .job.name -}}
{{- $ended := printf "max(kube_job_status_start_time{%s} and on (job_name) kube_job_failed{%s,condition=\"true\"} == 1)" $jobs $jobs -}}
{{- $good := printf "(max(kube_cronjob_status_last_successful_time{namespace=\"%s\",cronjob=\"%s\"}) or vector(0))" $namespace .job.name -}}
{{ include "nexus-mcp.alert" (dict "root" .root "name" (eq .job.component "drill" | ternary "NexusMcpDrillFailed" "NexusMcpBackupFailed") "for" "0m" "severity" .severity
    "labels" (dict "cronjob" .job.name)
    "expr" (printf "%s > %s" $ended $good)
    "summary" (eq .job.component "drill" | ternary (printf "A backup of %s/%s could not be restored" $namespace (include "nexus-mcp.fullname" .root)) (printf "A job of %s/%s has failed" $namespace .job.name))
    "description" (printf "None has succeeded since. Its log says why: kubectl -n %s logs -l app.kubernetes.io/component=%s --all-containers --tail=50. Exit code 2: settings, 3: MongoDB or Kubernetes, 4: the bucket, 5: a damaged run, 6: another job is at work." $namespace .job.component)) }}
{{- end -}}

{{- define "nexus-mcp.pushedAlerts" -}}
{{- $backup := .Values.backup -}}
{{- $series := printf "namespace=\"%s\",name=\"%s\"" .Release.Namespace ($backup.name | default (include "nexus-mcp.fullname" .)) -}}
{{- range $kind := list "data" "resources" }}
{{- $settings := index $backup $kind }}
{{- if $settings.enabled }}
{{- $of := printf "%s,kind=\"%s\"" $series $kind }}
{{- $last := printf "topk(1, nexus_backup_last_end_timestamp_seconds{%s})" $of }}
{{- $age := include "nexus-mcp.maxAge" (dict "age" (get $backup.alerts (printf "%sMaxAge" $kind)) "schedule" $settings.schedule) }}
{{ include "nexus-mcp.alert" (dict "root" $ "name" "NexusMcpBackupTooOld" "for" "5m" "severity" "critical"
    "labels" (dict "kind" $kind)
    "expr" (printf "time() - max(nexus_backup_newest_run_timestamp_seconds{%s} and on (word) %s) > %s" $of $last $age)
    "summary" (printf "The newest %s in the bucket of %s/%s are too old" (eq $kind "data" | ternary "documents" "objects") $.Release.Namespace (include "nexus-mcp.fullname" $))
    "description" "What would be restored is {{ $value | humanizeDuration }} old. If the jobs succeed, look into the bucket (backup list): runs may have been deleted, or be incomplete.") }}
{{- if $backup.verify.enabled }}
{{- $verified := include "nexus-mcp.maxAge" (dict "age" $backup.alerts.verifiedMaxAge "schedule" $backup.verify.schedule) }}
{{ include "nexus-mcp.alert" (dict "root" $ "name" "NexusMcpBackupUnverified" "for" "5m" "severity" "warning"
    "labels" (dict "kind" $kind)
    "expr" (printf "time() - max(nexus_backup_newest_verified_timestamp_seconds{%s} and on (word) %s) > %d" $of $last (add (int64 $age) (int64 $verified)))
    "summary" (printf "No %s of %s/%s have been found good for too long" (eq $kind "data" | ternary "documents" "objects") $.Release.Namespace (include "nexus-mcp.fullname" $))
    "description" "The newest run that was read back and found good is {{ $value | humanizeDuration }} old. backup verify names what is damaged in the newer ones; what is too old stays until one is good.") }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.backupAlerts" -}}
{{- $ages := dict "backup-data" "dataMaxAge" "backup-resources" "resourcesMaxAge" "backup-verify" "verifiedMaxAge" "drill" "drillMaxAge" }}
{{- range $job := include "nexus-mcp.backup.jobs" . | fromJsonArray }}
{{- if hasKey $ages $job.component }}
{{- $severity := eq $job.component "backup-data" | ternary "critical" "warning" }}
{{- $age := include "nexus-mcp.maxAge" (dict "age" (get $.Values.backup.alerts (get $ages $job.component)) "schedule" $job.schedule) }}
{{ include "nexus-mcp.lateAlert" (dict "root" $ "job" $job "seconds" $age "severity" $severity) }}
{{ include "nexus-mcp.failedAlert" (dict "root" $ "job" $job "severity" (eq $job.component "drill" | ternary "critical" "warning")) }}
{{- end }}
{{- end }}
{{- if and .Values.backup.enabled .Values.backup.metrics.push }}
{{- include "nexus-mcp.pushedAlerts" . }}
{{- end }}
{{- end -}}

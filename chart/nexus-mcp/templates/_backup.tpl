{{- /* What is saved, where and when; each takes the root context unless it says more.
nexus-mcp.backup.prefix         begins the names of all objects of backup and restore: that of a CronJob has 52 letters at most
nexus-mcp.backup.jobs           JSON list: every job. component: ends its name, and labels it; words: what the containers run, one after
                                the other; schedule, deadline, backoffLimit; database: it reaches MongoDB; uriSecret: whose user;
                                api: it asks Kubernetes; leases: it writes or deletes runs; deletes: it deletes; identity: Secret that opens runs;
                                isSuspended; isHook; isDrill: it has a scratch database; smoke: it asks the server
nexus-mcp.backup.settings       the program's file; takes a dict: root, database
nexus-mcp.backup.configKey      key of its ConfigMap that a job reads; takes a dict: root, job
nexus-mcp.backup.secrets        JSON list: names of the Secrets that are saved
nexus-mcp.backup.helmSecret     name of the Secret in which Helm keeps this revision
nexus-mcp.backup.originPort     port of an address such as https://s3.example.com; takes the address
nexus-mcp.backup.smokeUrl       where the server is asked after a restore
nexus-mcp.backup.dumpWords      JSON list: arguments of a dump
nexus-mcp.backup.restoreWords   JSON list: arguments of a restore
*/ -}}

{{- /* Two long names that differ late must not meet. */ -}}
{{- define "nexus-mcp.backup.prefix" -}}
{{- $fullname := include "nexus-mcp.fullname" . -}}
{{- if gt (len $fullname) 34 -}}
{{- printf "%s-%s" (trunc 29 $fullname | trimSuffix "-") (sha256sum $fullname | trunc 4) -}}
{{- else -}}
{{- $fullname -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.backup.dumpWords" -}}
{{- $words := list "backup" "dump" -}}
{{- if .Values.backup.data.allowFuzzy -}}{{- $words = append $words "--allow-fuzzy" -}}{{- end -}}
{{- toJson $words -}}
{{- end -}}

{{- define "nexus-mcp.backup.restoreWords" -}}
{{- $restore := .Values.restore -}}
{{- $words := list "backup" "restore" -}}
{{- with $restore.run -}}{{- $words = append $words . -}}{{- end -}}
{{- range $restore.only -}}{{- $words = append (append $words "--only") . -}}{{- end -}}
{{- range $restore.rename -}}{{- $words = append (append $words "--rename") . -}}{{- end -}}
{{- with $restore.ifExists -}}{{- $words = append (append $words "--if-exists") . -}}{{- end -}}
{{- concat $words $restore.arguments | toJson -}}
{{- end -}}

{{- define "nexus-mcp.backup.jobs" -}}
{{- $backup := .Values.backup -}}
{{- $restore := .Values.restore -}}
{{- $drill := .Values.restoreDrill -}}
{{- $jobs := list -}}
{{- if $backup.enabled -}}
{{- $dump := include "nexus-mcp.backup.dumpWords" . | fromJsonArray -}}
{{- if $backup.data.enabled -}}
{{- $data := pick $backup.data "schedule" "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $data (dict "component" "backup-data" "words" (list $dump) "database" true "uriSecret" $backup.data.existingSecret "leases" true)) -}}
{{- end -}}
{{- if $backup.resources.enabled -}}
{{- $resources := pick $backup.resources "schedule" "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $resources (dict "component" "backup-resources" "words" (list (list "backup" "resources")) "api" true "leases" true)) -}}
{{- end -}}
{{- if $backup.verify.enabled -}}
{{- $words := list -}}
{{- range $kind := list "data" "resources" -}}
{{- if (index $backup $kind).enabled -}}
{{- $words = append $words (list "backup" "verify" "--kind" $kind "--depth" $backup.verify.depth "--if-any") -}}
{{- end -}}
{{- end -}}
{{- $words = append $words (list "backup" "prune" "--yes") -}}
{{- $verify := pick $backup.verify "schedule" "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $verify (dict "component" "backup-verify" "words" $words "leases" true "deletes" true)) -}}
{{- end -}}
{{- if $backup.preUpgrade.enabled -}}
{{- $hook := pick $backup.preUpgrade "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $hook (dict "component" "backup-preupgrade" "words" (list $dump) "database" true "uriSecret" $backup.data.existingSecret "leases" true "isHook" true)) -}}
{{- end -}}
{{- if $restore.enabled -}}
{{- $words := include "nexus-mcp.backup.restoreWords" . | fromJsonArray -}}
{{- $data := pick $restore "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $data (dict "component" "restore" "words" (list $words) "database" true "uriSecret" $restore.existingSecret "leases" true "deletes" true "identity" $restore.identitySecret "isSuspended" true "smoke" $restore.smokeQuery.enabled)) -}}
{{- end -}}
{{- if $restore.resources.enabled -}}
{{- $words := list "backup" "restore" "--kind" "resources" -}}
{{- with $restore.resources.run -}}{{- $words = append $words . -}}{{- end -}}
{{- if $restore.resources.all -}}{{- $words = append $words "--all" -}}{{- end -}}
{{- $resources := pick $restore.resources "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $resources (dict "component" "restore-resources" "words" (list $words) "api" true "leases" true "identity" $restore.identitySecret "isSuspended" true)) -}}
{{- end -}}
{{- if $drill.enabled -}}
{{- $weekly := pick $drill "schedule" "deadline" "backoffLimit" -}}
{{- $jobs = append $jobs (merge $weekly (dict "component" "drill" "words" (list (list "backup" "drill")) "identity" $drill.identitySecret "leases" true "isDrill" true)) -}}
{{- end -}}
{{- end -}}
{{- $whole := list -}}
{{- $prefix := include "nexus-mcp.backup.prefix" . -}}
{{- $more := dict "schedule" "0 0 1 1 *" "uriSecret" "" "identity" "" "api" false "database" false "leases" false "deletes" false "isSuspended" false "isHook" false "isDrill" false "smoke" false -}}
{{- range $job := $jobs -}}
{{- range $key, $value := $more -}}
{{- if not (hasKey $job $key) -}}{{- $_ := set $job $key $value -}}{{- end -}}
{{- end -}}
{{- $_ := set $job "name" (printf "%s-%s" $prefix $job.component) -}}
{{- if and $job.leases (eq $backup.lease "kubernetes") -}}{{- $_ := set $job "api" true -}}{{- end -}}
{{- $whole = append $whole $job -}}
{{- end -}}
{{- toJson $whole -}}
{{- end -}}

{{- define "nexus-mcp.backup.settings" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $backup := $values.backup -}}
{{- if .database -}}
{{- with pick $values.config "connections" "connection-defaults" }}
{{ toYaml . }}
{{- end }}
{{- end }}
log:
  level: {{ $values.mcp.log.level }}
  format: {{ $values.mcp.log.format }}
backup:
  name: {{ $backup.name | default (include "nexus-mcp.fullname" $root) | quote }}
  {{- if not $backup.store.keys.recipients }}
  recipients:
    {{- toYaml $backup.recipients | nindent 4 }}
  {{- end }}
  connection: {{ $backup.data.connection }}
  consistency: {{ $backup.data.consistency }}
  users: {{ $backup.data.users }}
  parallel: {{ $backup.data.parallel }}
  patience: {{ $backup.data.patience }}
  read-back: {{ $backup.data.readBack }}
  keep: {{ $backup.retention.keep }}
  keep-age: {{ $backup.retention.keepAge }}
  incomplete-age: {{ $backup.retention.incompleteAge }}
  lease: {{ $backup.lease }}
  # A pod that was killed leaves its lease behind for three renewals.
  lease-wait: 2m
  store:
    {{- if not $backup.store.keys.bucket }}
    bucket: {{ $backup.store.bucket | quote }}
    {{- end }}
    {{- with $backup.store.prefix }}
    prefix: {{ . | quote }}
    {{- end }}
    {{- with $backup.store.endpoint }}
    endpoint: {{ . | quote }}
    {{- end }}
    region: {{ $backup.store.region }}
    path-style: {{ $backup.store.pathStyle }}
    sse: {{ $backup.store.sse }}
    {{- with $backup.store.sseKey }}
    sse-key: {{ . | quote }}
    {{- end }}
  {{- if or $backup.resources.enabled $values.restore.resources.enabled }}
  resources:
    namespace: {{ $root.Release.Namespace }}
    release: {{ $root.Release.Name }}
    {{- if $backup.resources.includeSecrets }}
    # The revision that these values are of; with Argo CD there is none, and it is left out.
    helm-secret: {{ include "nexus-mcp.backup.helmSecret" $root }}
    {{- end }}
    kinds:
      {{- toYaml $backup.resources.kinds | nindent 6 }}
    objects:
      {{- toYaml $backup.resources.objects | nindent 6 }}
    secrets:
      {{- include "nexus-mcp.backup.secrets" $root | fromJsonArray | toYaml | nindent 6 }}
    volumes: {{ $backup.resources.volumes }}
  {{- end }}
  {{- with $backup.metrics.push }}
  metrics:
    push: {{ . | quote }}
  {{- end }}
  {{- if $values.restoreDrill.enabled }}
  drill:
    max-age: {{ $values.restoreDrill.maxAge }}
    min-documents: {{ int64 $values.restoreDrill.minDocuments }}
  {{- end }}
{{- end -}}

{{- /* Words without a database have a file without connections: defaults for those are none for a scratch database. */ -}}
{{- define "nexus-mcp.backup.configKey" -}}
{{- $hasConnections := pick .root.Values.config "connections" "connection-defaults" -}}
{{- and .job.database (not (empty $hasConnections)) | ternary "with-connections.yaml" "nexus.yaml" -}}
{{- end -}}

{{- define "nexus-mcp.backup.secrets" -}}
{{- $values := .Values -}}
{{- $names := list -}}
{{- if not $values.backup.resources.includeSecrets -}}
{{- else if not (kindIs "invalid" $values.backup.resources.secrets) -}}
{{- $names = $values.backup.resources.secrets -}}
{{- else -}}
{{- $names = append $names (include "nexus-mcp.secretName" .) -}}
{{- $names = append $names $values.mongodb.tls.caSecret.name -}}
{{- $names = append $names $values.backup.store.existingSecret -}}
{{- $names = append $names $values.backup.store.deletingSecret -}}
{{- $names = append $names $values.backup.data.existingSecret -}}
{{- $names = append $names $values.restore.existingSecret -}}
{{- $names = append $names $values.restore.smokeQuery.existingSecret -}}
{{- $names = append $names $values.ingress.tlsSecret -}}
{{- range (include "nexus-mcp.pullSecrets" . | fromYaml).imagePullSecrets -}}{{- $names = append $names .name -}}{{- end -}}
{{- end -}}
{{- without (uniq $names) "" | toJson -}}
{{- end -}}

{{- define "nexus-mcp.backup.helmSecret" -}}
sh.helm.release.v1.{{ .Release.Name }}.v{{ .Release.Revision }}
{{- end -}}

{{- define "nexus-mcp.backup.originPort" -}}
{{- $port := regexFind ":[0-9]+/?$" . | trimPrefix ":" | trimSuffix "/" -}}
{{- $port | default (hasPrefix "http://" . | ternary "80" "443") -}}
{{- end -}}

{{- define "nexus-mcp.backup.smokeUrl" -}}
{{- .Values.restore.smokeQuery.url | default (printf "http://%s:%v/mcp" (include "nexus-mcp.service" .) .Values.service.port) -}}
{{- end -}}

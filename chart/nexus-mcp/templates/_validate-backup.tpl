{{- /* Contradictions of backup and restore; the form is that of _validate.tpl. Each takes the root context. */ -}}

{{- define "nexus-mcp.validate.backup" -}}
{{- $backup := .Values.backup }}
{{- $store := $backup.store }}
{{- $secrets := include "nexus-mcp.backup.secrets" . | fromJsonArray }}
{{- if $backup.enabled }}
{{- if not (or $store.bucket $store.keys.bucket) }}
backup.enabled is true, but backup.store.bucket is empty: there is nowhere to save to. Name a bucket, or set backup.store.keys.bucket to the key of backup.store.existingSecret that has it.
{{- end }}
{{- if and $store.bucket $store.keys.bucket }}
backup.store.bucket and backup.store.keys.bucket are both set: only one can say which bucket it is. Take one out.
{{- end }}
{{- if not (or $backup.recipients $store.keys.recipients) }}
backup.enabled is true, but backup.recipients is empty: nothing leaves the cluster that is not encrypted. Make a pair (docker run --rm {{ include "nexus-mcp.image" (dict "root" . "image" .Values.image) }} backup keygen), keep the secret key elsewhere, and put the public key there, or set backup.store.keys.recipients to the key of backup.store.existingSecret that has it.
{{- end }}
{{- if and $backup.recipients $store.keys.recipients }}
backup.recipients and backup.store.keys.recipients are both set: only one can say who opens the runs. Take one out.
{{- end }}
{{- range $backup.recipients }}
{{- if contains "AGE-SECRET-KEY" (upper .) }}
backup.recipients holds a secret key: everyone who may read the release could open the runs with it. Take it out, make a new pair, since this one has been shown, and put its public key (age1…) there.
{{- else if not (regexMatch "^age1[02-9ac-hj-np-z]{58}$" .) }}
backup.recipients holds {{ trunc 12 . }}…, which is no public key of age: those are age1 and 58 letters and digits, as backup keygen prints them after "public key:".
{{- end }}
{{- end }}
{{- if and (or $store.keys.bucket $store.keys.recipients) (not $store.existingSecret) }}
backup.store.keys names a key with the bucket or the recipients, but backup.store.existingSecret is empty: there is no Secret to read it from. Name the Secret.
{{- end }}
{{- if and $store.sseKey (ne $store.sse "kms") }}
backup.store.sseKey is set, but backup.store.sse is {{ $store.sse }}, which uses no key of yours. Set sse: kms, or take the key out.
{{- end }}
{{- if not (or $backup.data.enabled $backup.resources.enabled) }}
backup.enabled is true, but backup.data.enabled and backup.resources.enabled are false: nothing would be saved. Turn one on.
{{- end }}
{{- if and $backup.preUpgrade.enabled (not $backup.data.enabled) }}
backup.preUpgrade.enabled is true, but backup.data.enabled is false: it saves the same documents. Turn both on, or preUpgrade off.
{{- end }}
{{- if and (ne $backup.data.readBack "full") (or (not $backup.verify.enabled) (ne $backup.verify.depth "full")) }}
backup.data.readBack is {{ $backup.data.readBack }}, and no job verifies in full: no run would ever count as verified, and none would be deleted. Set readBack: full, or backup.verify.enabled: true with depth: full.
{{- end }}
{{- $connections := .Values.config.connections | default dict }}
{{- $name := $backup.data.connection }}
{{- $hasUri := and (eq $name "default") (or .Values.mongodb.uriFromSecret $backup.data.existingSecret) }}
{{- if and $backup.data.enabled (not (or $hasUri (hasKey $connections $name))) }}
backup.data.connection is {{ $name }}, but there is no such connection: there are no documents to save. Name one of config.connections; for default, set mongodb.uriFromSecret: true or backup.data.existingSecret. Without a database set backup.data.enabled: false.
{{- end }}
{{- if and (or $backup.data.existingSecret .Values.restore.existingSecret) (ne $name "default") }}
backup.data.existingSecret or restore.existingSecret is set, but backup.data.connection is {{ $name }}: its key mongo-uri stands for the connection default. Set the uri of {{ $name }} by backup.jobs.extraEnv with a secretKeyRef, as NEXUS_CONNECTIONS_{{ upper $name | replace "-" "_" }}_URI.
{{- end }}
{{- if has "secrets" $backup.resources.kinds }}
backup.resources.kinds has secrets: to list them is to read them all. Take it out; those that the release reads are saved by name (backup.resources.secrets).
{{- end }}
{{- range $backup.resources.objects }}
{{- if hasPrefix "secrets/" . }}
backup.resources.objects has {{ . }}. Name Secrets in backup.resources.secrets, without secrets/.
{{- end }}
{{- end }}
{{- if and $backup.resources.secrets (not $backup.resources.includeSecrets) }}
backup.resources.secrets names Secrets, but backup.resources.includeSecrets is false. Set it to true, or take them out.
{{- end }}
{{- range uniq (without (list .Values.restore.identitySecret .Values.restoreDrill.identitySecret) "") }}
{{- if has . $secrets }}
The Secret {{ . }} holds what opens the runs, and backup.resources.secrets would save it into them. Take it out, and keep the identity elsewhere.
{{- end }}
{{- end }}
{{- $limit := ($backup.jobs.resources.limits | default dict).memory }}
{{- if not $limit }}
backup.jobs.resources.limits.memory is missing: the heap is a share of it, and would become a share of the node's memory. Set it.
{{- else }}
{{- /* Two parts of 8 MiB for each collection at once, and what the program needs besides. */}}
{{- $needed := add 64 (mul 16 $backup.data.parallel) }}
{{- $heap := divf (mulf (include "nexus-mcp.mebibytes" $limit | float64) (float64 $backup.jobs.heapPercent)) 100.0 }}
{{- if gt (float64 $needed) $heap }}
backup.data.parallel is {{ $backup.data.parallel }}, which wants {{ $needed }} MiB of heap, but {{ $backup.jobs.heapPercent }} % of {{ $limit }} (backup.jobs) is {{ floor $heap }}. Raise the memory limit, or lower parallel.
{{- end }}
{{- end }}
{{- range $job := include "nexus-mcp.backup.jobs" . | fromJsonArray }}
{{- $names := list }}
{{- range include "nexus-mcp.job.environment" (dict "root" $ "job" $job) | fromYamlArray }}
{{- if and (has .name $names) (eq $job.component "backup-data") }}
backup.jobs.extraEnv has {{ .name }}, which the chart or another entry sets already. Take it out, and use the value of the chart that stands for it.
{{- end }}
{{- $names = append $names .name }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.schedules" -}}
{{- $backup := .Values.backup }}
{{- if $backup.enabled }}
{{- $deadlines := dict "backup.data" $backup.data "backup.resources" $backup.resources "backup.verify" $backup.verify "backup.preUpgrade" $backup.preUpgrade "restore" .Values.restore "restore.resources" .Values.restore.resources "restoreDrill" .Values.restoreDrill }}
{{- range $key, $job := $deadlines }}
{{- if lt (include "nexus-mcp.seconds" $job.deadline | float64) 60.0 }}
{{ $key }}.deadline is {{ $job.deadline }}: the pod would be ended before it has begun. Give it at least 1m.
{{- end }}
{{- end }}
{{- $jobs := dict }}
{{- if $backup.data.enabled }}{{ $_ := set $jobs "backup.data" $backup.data }}{{ end }}
{{- if $backup.resources.enabled }}{{ $_ := set $jobs "backup.resources" $backup.resources }}{{ end }}
{{- if $backup.verify.enabled }}{{ $_ := set $jobs "backup.verify" $backup.verify }}{{ end }}
{{- if .Values.restoreDrill.enabled }}{{ $_ := set $jobs "restoreDrill" .Values.restoreDrill }}{{ end }}
{{- $alerts := dict "backup.data" "dataMaxAge" "backup.resources" "resourcesMaxAge" "backup.verify" "verifiedMaxAge" "restoreDrill" "drillMaxAge" }}
{{- range $key, $job := $jobs }}
{{- $empty := list }}
{{- range $field, $values := include "nexus-mcp.cronFields" $job.schedule | fromJson }}
{{- if not $values }}{{ $empty = append $empty $field }}{{ end }}
{{- end }}
{{- if $empty }}
{{ $key }}.schedule is "{{ $job.schedule }}", and its {{ join ", " $empty }} makes no sense: minute 0-59, hour 0-23, day 1-31, month 1-12, weekday 0-7, each a number, a list, a range or a step, such as "17 2 * * *".
{{- else }}
{{- $gap := include "nexus-mcp.cronGap" $job.schedule | float64 }}
{{- $age := get $backup.alerts (get $alerts $key) }}
{{- if $age }}
{{- if le (include "nexus-mcp.seconds" $age | float64) $gap }}
backup.alerts.{{ get $alerts $key }} is {{ $age }}, not above the time between two runs of {{ $key }}.schedule ({{ $job.schedule }}): the alert would fire while all is well. Raise it, or leave it empty.
{{- end }}
{{- end }}
{{- if eq $key "backup.data" }}
{{- if lt (include "nexus-mcp.seconds" $backup.retention.keepAge | float64) $gap }}
backup.retention.keepAge is {{ $backup.retention.keepAge }}, shorter than the time between two runs of backup.data.schedule ({{ $job.schedule }}): each run would be past its time before the next one. Raise it.
{{- end }}
{{- if and $.Values.restoreDrill.enabled (le (include "nexus-mcp.seconds" $.Values.restoreDrill.maxAge | float64) $gap) }}
restoreDrill.maxAge is {{ $.Values.restoreDrill.maxAge }}, not above the time between two runs of backup.data.schedule ({{ $job.schedule }}): the drill would fail while all is well. Raise it.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.restore" -}}
{{- $backup := .Values.backup }}
{{- $restore := .Values.restore }}
{{- $drill := .Values.restoreDrill }}
{{- if and $drill.enabled $drill.identitySecret (eq $drill.identitySecret $restore.identitySecret) }}
restoreDrill.identitySecret and restore.identitySecret are both {{ $drill.identitySecret }}: that of a drill lies in the cluster all the time, that of a restore for as long as it takes. Make a pair for drills alone (backup keygen), so that it can be taken back alone, and name its Secret differently.
{{- end }}
{{- if and $drill.enabled (not $backup.enabled) }}
restoreDrill.enabled is true, but backup.enabled is false: there are no runs to restore. Turn both on, or the drill off.
{{- end }}
{{- if and $drill.enabled (not $drill.identitySecret) }}
restoreDrill.enabled is true, but restoreDrill.identitySecret is empty: without a secret key nothing can be opened. Make a pair for drills alone (backup keygen), put its public key into backup.recipients and the secret key into a Secret (kubectl create secret generic nexus-drill-identity --from-file=identity=FILE), and name that.
{{- end }}
{{- if and $drill.enabled (not $backup.data.enabled) }}
restoreDrill.enabled is true, but backup.data.enabled is false: a drill restores documents. Turn both on, or the drill off.
{{- end }}
{{- if and $drill.enabled (not .Values.networkPolicy.enabled) }}
restoreDrill.enabled is true, but networkPolicy.enabled is false: for as long as a drill takes, every pod of the cluster could read all documents in its scratch database, which asks for no password. Turn networkPolicy on, or the drill off.
{{- end }}
{{- if and $drill.enabled (eq $drill.scratch.image.tag "latest") }}
restoreDrill.scratch.image.tag is latest: nobody could say which version the runs were tried with. Name the version of your database.
{{- end }}
{{- if and $backup.enabled (or $restore.enabled $restore.resources.enabled) (not $restore.identitySecret) }}
restore.enabled or restore.resources.enabled is true, but restore.identitySecret is empty: without a secret key nothing can be opened. Name a Secret, which need not exist until something is restored.
{{- end }}
{{- if and $restore.resources.enabled $backup.enabled (not $backup.resources.enabled) }}
restore.resources.enabled is true, but backup.resources.enabled is false: no objects are saved. Turn both on, or the restore of objects off.
{{- end }}
{{- if and $backup.enabled $restore.enabled $restore.smokeQuery.enabled }}
{{- if and .Values.mcp.tls.existingSecret (not $restore.smokeQuery.url) }}
restore.smokeQuery.enabled is true, but the pods speak TLS by mcp.tls.existingSecret, whose authority a job does not know. Set restore.smokeQuery.url to an address with a certificate that is trusted everywhere, or restore.smokeQuery.enabled: false.
{{- end }}
{{- if and .Values.istio.enabled (or (eq .Values.istio.mtls "STRICT") .Values.istio.allowedPrincipals) (not $restore.smokeQuery.url) }}
restore.smokeQuery.enabled is true, but the mesh lets in nobody without its sidecar, which a job cannot have. Set restore.smokeQuery.url to the address at the gateway, or restore.smokeQuery.enabled: false.
{{- end }}
{{- end }}
{{- end -}}

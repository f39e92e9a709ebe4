{{- /* What NOTES.txt says; each takes the root context.
nexus-mcp.address        address for agents, and how it is found where only the cluster knows it
nexus-mcp.url            the same as one URL for commands
nexus-mcp.totals         requests of all pods, with the overhead, now and at most; and SSH logins
nexus-mcp.secretCommand  the command that makes the Secret for the chosen modes, and what goes in
nexus-mcp.backupNotes    the last backup, one now, a restore; for backup.enabled alone
nexus-mcp.backupWarnings what is risky about backups, a line each
nexus-mcp.warnings       what is risky, a line each
*/ -}}

{{- define "nexus-mcp.url" -}}
{{- $host := first (append .Values.hosts "") -}}
{{- if .Values.httpRoute.enabled -}}
https://{{ $host }}/mcp
{{- else if .Values.ingress.enabled -}}
{{ empty (include "nexus-mcp.tlsSecret" .) | ternary "http" "https" }}://{{ $host }}{{ trimSuffix "/" .Values.ingress.path }}/mcp
{{- else if and .Values.istio.enabled .Values.istio.gateways .Values.hosts -}}
https://{{ $host }}/mcp
{{- else if .Values.loadBalancer.enabled -}}
{{ hasPrefix "aws" .Values.loadBalancer.provider | and .Values.loadBalancer.tlsCertificateArn | empty | ternary (include "nexus-mcp.scheme" .) "https" }}://{{ $host | default "$ADDRESS" }}:{{ .Values.loadBalancer.port }}/mcp
{{- else if and .Values.nginx.enabled (eq .Values.nginx.service.type "LoadBalancer") -}}
http://{{ $host | default "$ADDRESS" }}:{{ .Values.nginx.service.port }}/mcp
{{- else if eq .Values.service.type "LoadBalancer" -}}
{{ include "nexus-mcp.scheme" . }}://{{ $host | default "$ADDRESS" }}:{{ .Values.service.port }}/mcp
{{- else -}}
{{ include "nexus-mcp.scheme" . }}://localhost:{{ .Values.service.port }}/mcp
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.address" -}}
{{- $namespace := .Release.Namespace -}}
{{- $service := include "nexus-mcp.service" . -}}
{{- $door := .Values.nginx.enabled | ternary (include "nexus-mcp.nginxName" .) $service -}}
{{- $port := .Values.nginx.enabled | ternary .Values.nginx.service.port .Values.service.port -}}
{{- $balancer := "" -}}
{{- if eq .Values.service.type "LoadBalancer" -}}{{- $balancer = $service -}}{{- end -}}
{{- if and .Values.nginx.enabled (eq .Values.nginx.service.type "LoadBalancer") -}}{{- $balancer = $door -}}{{- end -}}
{{- if .Values.loadBalancer.enabled -}}{{- $balancer = printf "%s-lb" (include "nexus-mcp.fullname" .) -}}{{- end -}}
In the cluster:  {{ include "nexus-mcp.scheme" . }}://{{ $door }}.{{ $namespace }}:{{ $port }}/mcp
{{- if or .Values.httpRoute.enabled .Values.ingress.enabled (and .Values.istio.enabled .Values.istio.gateways) }}
From outside:    {{ include "nexus-mcp.url" . }}
{{- else if $balancer }}
{{- $shown := printf "kubectl -n %s get service %s -o jsonpath='{.status.loadBalancer.ingress[0].hostname}{.status.loadBalancer.ingress[0].ip}'" $namespace $balancer }}
{{- if .Values.hosts }}
From outside:    {{ include "nexus-mcp.url" . }}; the name has to lead to what this shows:
  {{ $shown }}
{{- else }}
From outside:    {{ include "nexus-mcp.url" . }}, where
  ADDRESS=$({{ $shown }})
{{- end }}
{{- else if or (eq .Values.service.type "NodePort") (and .Values.nginx.enabled (eq .Values.nginx.service.type "NodePort")) }}
From outside:    any node, at the port that this shows:
  kubectl -n {{ $namespace }} get service {{ $door }} -o jsonpath='{.spec.ports[0].nodePort}'
{{- end }}
{{- if eq (include "nexus-mcp.url" .) (printf "%s://localhost:%v/mcp" (include "nexus-mcp.scheme" .) .Values.service.port) }}
From here:       kubectl -n {{ $namespace }} port-forward service/{{ $door }} {{ eq (int $port) (int .Values.service.port) | ternary $port (printf "%v:%v" .Values.service.port $port) }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.totals" -}}
{{- $fleet := include "nexus-mcp.fleet" . | fromJson -}}
{{- $scales := ne .Values.autoscaling.provider "none" -}}
{{- $now := include "nexus-mcp.demand" (dict "root" . "replicas" (int $fleet.now)) | fromJson -}}
{{- $most := include "nexus-mcp.demand" (dict "root" . "replicas" (int $fleet.max)) | fromJson -}}
{{- $mode := .Values.tunnel.mode -}}
{{- /* Nothing else rises above the count: a percentage of one replica is one. */ -}}
{{- $surge := toString (.Values.strategy.rollingUpdate | default dict).maxSurge | regexFind "^[0-9]+$" | default "1" | int -}}
{{- $logins := 0 -}}
{{- if has $mode (list "inProcess" "sidecar") -}}{{- $logins = add (int $fleet.max) (mul $surge (int $fleet.surge)) -}}{{- end -}}
{{- if eq $mode "shared" -}}{{- $logins = add1 .Values.tunnel.shared.replicas -}}{{- end -}}
{{ printf "%-22s" (printf "%s %d replica(s):" ($scales | ternary "at least" "now") (int $fleet.now)) }} CPU {{ $now.cpu }}, memory {{ $now.memory }}
{{- if $scales }}
{{ printf "%-22s" (printf "at most %d:" (int $fleet.max)) }} CPU {{ $most.cpu }}, memory {{ $most.memory }}
{{- end }}
{{- if $logins }}
SSH sessions at most: {{ $logins }} at once, upgrades included; MaxStartups of the bastion must be above that.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.secretCommand" -}}
{{- $keys := .Values.secrets.keys -}}
{{- $lines := list -}}
{{- if .Values.mongodb.uriFromSecret -}}
{{- $lines = append $lines (printf "--from-literal=%s='mongodb://USER:PASSWORD@HOST:27017/?authSource=admin'" $keys.mongoUri) -}}
{{- end -}}
{{- if ne .Values.tunnel.mode "none" -}}
{{- if not .Values.tunnel.host -}}
{{- $lines = append $lines (printf "--from-literal=%s=bastion.example.com" $keys.sshHost) -}}
{{- end -}}
{{- $lines = append $lines (printf "--from-file=%s=key" $keys.sshKey) -}}
{{- $lines = append $lines (printf "--from-file=%s=known_hosts" $keys.sshKnownHosts) -}}
{{- with $keys.sshKeyPassphrase -}}
{{- $lines = append $lines (printf "--from-file=%s=passphrase" .) -}}
{{- end -}}
{{- if and .Values.tunnel.addressFromSecret (ne .Values.tunnel.mode "inProcess") -}}
{{- $address := eq .Values.tunnel.mode "sidecar" | ternary "127.0.0.1" (include "nexus-mcp.tunnelName" .) -}}
{{- $lines = append $lines (printf "--from-literal=%s=%s" $keys.sshTunnelHost $address) -}}
{{- end -}}
{{- end -}}
{{- if include "nexus-mcp.takesTokens" . -}}
{{- $lines = append $lines (printf "--from-file=%s=tokens" $keys.tokens) -}}
{{- if and .Values.tests.enabled $keys.testToken -}}
{{- $lines = append $lines (printf "--from-literal=%s=\"$TOKEN\"" $keys.testToken) -}}
{{- end -}}
{{- end -}}
{{- with $keys.sealKeys -}}
{{- $lines = append $lines (printf "--from-literal=%s=\"$(openssl rand -base64 32)\"" .) -}}
{{- end -}}
{{- if $lines -}}
kubectl -n {{ .Release.Namespace }} create secret generic {{ include "nexus-mcp.secretName" . }} \
  {{ join " \\\n  " $lines }}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.backupNotes" -}}
{{- $kubectl := printf "kubectl -n %s" .Release.Namespace -}}
{{- $prefix := include "nexus-mcp.backup.prefix" . -}}
{{- $store := .Values.backup.store }}
{{- with $store.existingSecret }}
The jobs wait for Secret {{ . }}. If it is not there yet:
{{ $kubectl }} create secret generic {{ . }} --from-literal={{ $store.keys.accessKeyId }}=… --from-literal={{ $store.keys.secretAccessKey }}=…
{{- with $store.keys.bucket }} --from-literal={{ . }}=BUCKET{{ end }}
{{- with $store.keys.recipients }} --from-literal={{ . }}=age1…{{ end }}
{{- end }}
Last success:  {{ $kubectl }} get cronjobs -l app.kubernetes.io/instance={{ .Release.Name }} -o custom-columns=JOB:.metadata.name,SCHEDULE:.spec.schedule,LAST:.status.lastSuccessfulTime
{{- with first (include "nexus-mcp.backup.jobs" . | fromJsonArray) }}
One now:       {{ $kubectl }} create job --from=cronjob/{{ .name }} {{ .component }}-now && {{ $kubectl }} logs -f --pod-running-timeout=2m job/{{ .component }}-now
{{- end }}
{{- if .Values.restore.enabled }}
Restore:       {{ $kubectl }} create secret generic {{ .Values.restore.identitySecret }} --from-file=identity=nexus-backup.key
               {{ $kubectl }} create job --from=cronjob/{{ $prefix }}-restore restore-1 && {{ $kubectl }} logs -f --pod-running-timeout=2m job/restore-1
               {{ $kubectl }} delete secret {{ .Values.restore.identitySecret }}
  It takes {{ .Values.restore.run | default "the newest complete run" }}, and {{ empty .Values.restore.ifExists | ternary "stops where a collection is there already" (printf "does this to collections that are there: %s" .Values.restore.ifExists) }}. To change that:
  helm upgrade … --no-hooks --set restore.run=RUN --set restore.ifExists=drop|merge|rename
{{- end }}
{{- if .Values.restore.resources.enabled }}
Objects:       {{ $kubectl }} create job --from=cronjob/{{ $prefix }}-restore-resources restore-resources-1
{{- end }}
{{- if .Values.backup.preUpgrade.enabled }}
Each upgrade saves the documents first: helm upgrade … --timeout above {{ .Values.backup.preUpgrade.deadline }}, or --no-hooks to go without.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.backupWarnings" -}}
{{- $values := .Values -}}
{{- $backup := .Values.backup -}}
{{- if and (not $values.restoreDrill.enabled) $backup.data.enabled }}
- There is no drill: nobody has seen a restore of these backups work. It wants a secret key of its own in the cluster, restoreDrill.identitySecret, and is off without one. Or restore into another database by hand, often.
{{- end }}
{{- if and (not $backup.store.keys.recipients) (lt (len $backup.recipients) 2) }}
- backup.recipients has one key: who loses it loses every backup. Add a second one, kept elsewhere.
{{- end }}
{{- if and (not $backup.store.existingSecret) (not $backup.serviceAccount.annotations) }}
- backup has no credentials for the bucket (store.existingSecret, serviceAccount.annotations): it works only where the nodes have a role for it.
{{- end }}
{{- if not $backup.data.enabled }}
- backup.data.enabled is false: the documents are not saved by this release.
{{- end }}
{{- if not $backup.verify.enabled }}
- backup.verify.enabled is false: nothing is read back after the day it was written, and nothing is ever deleted.
{{- end }}
{{- if and $backup.resources.enabled (not (include "nexus-mcp.backup.secrets" . | fromJsonArray)) }}
- No Secrets are saved: without {{ include "nexus-mcp.secretName" . }} from elsewhere the release cannot come back.
{{- end }}
{{- if $values.restore.resources.enabled }}
- restore.resources.enabled is true: whoever may make jobs of {{ include "nexus-mcp.backup.prefix" . }}-restore-resources may change all objects of the release. Turn it off when nothing is to be restored.
{{- end }}
{{- if eq $backup.lease "none" }}
- backup.lease is none: see to it that no two jobs write or delete runs at once, an upgrade and a nightly job among them.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.warnings" -}}
{{- $values := .Values -}}
{{- $scaling := $values.autoscaling -}}
{{- $fleet := include "nexus-mcp.fleet" . | fromJson -}}
{{- $isNginxBalanced := and $values.nginx.enabled (eq $values.nginx.service.type "LoadBalancer") -}}
{{- $isBalanced := or $values.loadBalancer.enabled (eq $values.service.type "LoadBalancer") $isNginxBalanced -}}
{{- if eq $values.mcp.auth.mode "none" }}
- mcp.auth.mode is none: everyone who reaches the Service may read what the database user may read.
{{- end }}
{{- if and $values.mongodb.writes (eq $values.mcp.auth.mode "none") }}
- mongodb.writes is true and mcp.auth.mode is none: everyone who reaches the Service may change what the database user may change.
{{- else if and $values.mongodb.writes (not $values.mcp.auth.grants) }}
- mongodb.writes is true and mcp.auth.grants is empty: every token that may write may change what the database user may change. docs/grants.md says how to narrow that.
{{- end }}
{{- if and $values.mongodb.writes (eq $values.mcp.audit.to "none") }}
- mongodb.writes is true and mcp.audit.to is none: nobody will know who changed what. Set mcp.audit.to: stdout.
{{- end }}
{{- if $values.secrets.create }}
- secrets.create is true: the secrets can be read in the release (helm get values) and in your values. Use a Secret of your own or secrets.externalSecrets.
{{- end }}
{{- if not $values.secrets.keys.sealKeys }}
- secrets.keys.sealKeys is empty: the pod seals with a key of its own, so that a restart or an upgrade forgets sessions, cursors and confirmations.
{{- end }}
{{- if and (not $values.image.digest) (eq $values.mcp.profile "production") }}
- image.digest is empty: a tag can be moved to another image. Pin sha256:… in production.
{{- end }}
{{- if and (le (int $fleet.now) 1) (eq $values.mcp.profile "production") }}
- One replica alone: it is away whenever its node is drained. Two or more share the calls.
{{- end }}
{{- if not $values.networkPolicy.enabled }}
- networkPolicy.enabled is false: every pod of the cluster reaches the server and its metrics, and the server reaches every address.
{{- end }}
{{- if eq $values.service.sessionAffinity "ClientIP" }}
- service.sessionAffinity is ClientIP: behind a proxy all clients have one address and land on one pod. Nexus needs no affinity.
{{- end }}
{{- if and $values.ingress.enabled (contains "nginx" $values.ingress.className) }}
- ingress.className is {{ $values.ingress.className }}: ingress-nginx is retired and gets no security fixes. Prefer httpRoute, or another controller.
{{- end }}
{{- if and $values.ingress.enabled (not (include "nexus-mcp.tlsSecret" .)) }}
- The Ingress has no TLS here: bearer tokens travel in clear, unless something in front ends TLS. Set ingress.tlsSecret or certificate.enabled.
{{- end }}
{{- if and $values.loadBalancer.enabled (not $values.loadBalancer.tlsCertificateArn) (not $values.mcp.tls.existingSecret) }}
- The load balancer has no TLS: bearer tokens travel in clear.
{{- end }}
{{- if and (eq $values.service.type "LoadBalancer") (not $values.mcp.tls.existingSecret) }}
- service.type is LoadBalancer: bearer tokens travel in clear, past the TLS of any Ingress. Prefer ClusterIP behind an Ingress or a Gateway.
{{- end }}
{{- if $isNginxBalanced }}
- nginx.service.type is LoadBalancer: bearer tokens travel in clear, and everyone who can reach it may try some. Prefer ClusterIP behind an Ingress or a Gateway.
{{- end }}
{{- if or (and $values.loadBalancer.enabled (not $values.loadBalancer.sourceRanges)) (and (eq $values.service.type "LoadBalancer") (not $values.service.loadBalancerSourceRanges)) }}
- The load balancer has no source ranges: everyone who can reach it may try tokens.
{{- end }}
{{- if and $isBalanced (not $values.hosts) (not $values.mcp.allowedHosts) }}
- The load balancer's own host name is not known before it exists, so the server answers 403 to it. Give it a DNS name and put that into hosts.
{{- end }}
{{- if ne $scaling.provider "none" }}
{{- if $scaling.memory.averageUtilization }}
- autoscaling.memory is on: a JVM gives memory back late, so the fleet grows and hardly shrinks.
{{- end }}
{{- if and (eq $scaling.provider "hpa") (eq (toString $scaling.connections.enabled) "true") (not (or (include "nexus-mcp.has" (dict "root" . "api" "custom.metrics.k8s.io/v1beta2")) (include "nexus-mcp.has" (dict "root" . "api" "custom.metrics.k8s.io/v1beta1")))) }}
- autoscaling.connections is on, but no custom.metrics.k8s.io is served: the fleet cannot shrink while the metric is missing. Install prometheus-adapter with files/prometheus-adapter-values.yaml, or take provider keda.
{{- else if and (eq $scaling.provider "hpa") (include "nexus-mcp.scalesByConnections" .) }}
- The HPA reads mcp_active_connections, and cannot shrink the fleet while nobody serves it. This must list values: kubectl get --raw '/apis/custom.metrics.k8s.io/v1beta1/namespaces/{{ .Release.Namespace }}/pods/*/mcp_active_connections'; if not, set autoscaling.connections.enabled=false.
{{- else if not (include "nexus-mcp.scalesByConnections" .) }}
- The fleet is scaled by CPU alone: open streams cost next to none of it. docs/kubernetes.md says how to scale by mcp_active_connections.
{{- end }}
{{- end }}
{{- if has $values.tunnel.mode (list "sidecar" "shared") }}
- tunnel.mode is {{ $values.tunnel.mode }}: OpenSSH reads a new key only when it starts. After a rotation: kubectl -n {{ .Release.Namespace }} rollout restart deployment -l app.kubernetes.io/instance={{ .Release.Name }},app.kubernetes.io/component={{ eq $values.tunnel.mode "shared" | ternary "tunnel" "server" }}
{{- end }}
{{- if and (eq $values.release.strategy "canary") (not (or $values.istio.enabled $values.httpRoute.enabled $values.nginx.enabled)) }}
- release.strategy is canary, but nothing routes by weight or header (istio, httpRoute, nginx): the Service shares calls out by the number of pods.
{{- end }}
{{- if $values.backup.enabled }}
{{- include "nexus-mcp.backupWarnings" . }}
{{- end }}
{{- end -}}

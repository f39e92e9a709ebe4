{{- /* The alerts, each for this release alone. They need nothing but the server's own metrics: no cAdvisor, no kube-state-metrics;
those of backups, which are in _alerts-backup.tpl, stand on the latter.
`{{ "{{" }} … }}` in a text is for Prometheus. Each takes the root context.
nexus-mcp.scalingAlerts  the specification's scaling triggers: CPU, memory, response time; and the autoscaler at its end
nexus-mcp.wayAlerts      the way to MongoDB: tunnel, database, pool
nexus-mcp.fleetAlerts    calls that fail, pods that are missing
*/ -}}

{{- define "nexus-mcp.scalingAlerts" -}}
{{- $series := include "nexus-mcp.series" . -}}
{{- $rule := .Values.metrics.prometheusRule -}}
{{- $release := printf "%s/%s" .Release.Namespace (include "nexus-mcp.fullname" .) -}}
{{- $more := "raise tier (docs/kubernetes.md, sizing), or let more replicas share the work (replicaCount, autoscaling.maxReplicas)" -}}
{{- $cpu := include "nexus-mcp.cpuBound" . | fromJson -}}
{{- with $cpu.cores }}
{{ include "nexus-mcp.alert" (dict "root" $ "name" "NexusMcpCpuHigh" "for" "5m" "severity" "warning"
    "expr" (printf "100 * rate(process_cpu_seconds_total{%s}[5m]) / %v > %v" $series . $rule.cpuPercent)
    "summary" (printf "A server of %s works at more than %v %% of its CPU %s" $release $rule.cpuPercent $cpu.of)
    "description" (printf "{{ $labels.pod }} has used {{ $value | humanize }} %% of its CPU %s for 5 minutes. Calls become slow: %s." $cpu.of $more)) }}
{{- end }}
{{- $memory := include "nexus-mcp.memoryBound" . | fromJson -}}
{{- with $memory.bytes }}
{{ include "nexus-mcp.alert" (dict "root" $ "name" "NexusMcpMemoryHigh" "for" "15m" "severity" "warning"
    "expr" (printf "100 * process_resident_memory_bytes{%s} / %d > %v" $series (int64 .) $rule.memoryPercent)
    "summary" (printf "A server of %s holds more than %v %% of its memory %s" $release $rule.memoryPercent $memory.of)
    "description" (printf "{{ $labels.pod }} has held {{ $value | humanize }} %% of its memory %s for 15 minutes, at 100 %% of the limit it is killed. Raise tier, or lower jvm.heapPercent where little of the heap is used (jvm_memory_heap_used_bytes). More replicas do not help." $memory.of)) }}
{{- end }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpSlow" "for" "5m" "severity" "warning"
    "expr" (printf "histogram_quantile(0.95, sum by (le) (rate(mcp_request_duration_seconds_bucket{%s,method=\"tools/call\"}[5m]))) > %v" $series $rule.p95Seconds)
    "summary" (printf "One call in twenty to %s takes longer than %v s" $release $rule.p95Seconds)
    "description" (printf "95 %% of the tool calls took up to {{ $value | humanizeDuration }}. See which part is slow: mongodb_command_duration_seconds (add an index: ask for explain), nexus_tunnel_rtt_seconds (the network to the bastion), mongodb_pool_waiting (pool-size), CPU. Where it is the server itself: %s." $more)) }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpAnswersCut" "for" "5m" "severity" "warning"
    "expr" (printf "sum by (pod) (rate(mcp_answer_memory_misses_total{%s}[5m])) > 0" $series)
    "summary" (printf "%s has too little memory for what agents ask" $release)
    "description" "Answers of {{ $labels.pod }} are cut or refused, because all answers at work together need more than mcp.answer-memory. Raise tier, of whose heap it is a quarter, lower limits.bytes, or let more replicas share the work.") }}
{{- if ne .Values.autoscaling.provider "none" }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpAtMaximum" "for" "15m" "severity" "warning"
    "expr" (printf "count by (track) (up{%s} == 1) >= %d" $series (int .Values.autoscaling.maxReplicas))
    "summary" (printf "%s runs as many replicas as its autoscaler may start" $release)
    "description" (printf "Track {{ $labels.track }} has run {{ $value }} replicas for 15 minutes, the most that autoscaling.maxReplicas allows. Raise it, after a look at what the bastion (MaxStartups) and MongoDB (connections) take, or raise tier.")) }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.wayAlerts" -}}
{{- $series := include "nexus-mcp.series" . -}}
{{- $release := printf "%s/%s" .Release.Namespace (include "nexus-mcp.fullname" .) -}}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpTunnelDown" "for" "2m" "severity" "critical"
    "expr" (printf "nexus_tunnel_up{%s} == 0" $series)
    "summary" (printf "A server of %s has no tunnel to MongoDB" $release)
    "description" "{{ $labels.pod }} cannot reach the bastion of connection {{ $labels.connection }}; its calls are refused. The reason is in its log and at /health of the ops port (checks.sshTunnel). Look at the bastion, its name, its port and the NetworkPolicy (networkPolicy.bastionCidrs).") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpTunnelRefused" "for" "1m" "severity" "critical"
    "expr" (printf "max by (pod, connection, state) (nexus_tunnel_state{%s,state=~\"AUTH_FAILED|HOSTKEY_CHANGED\"}) == 1" $series)
    "summary" (printf "The bastion of %s refuses the key, or shows another host key" $release)
    "description" (printf "The tunnel of {{ $labels.pod }}, connection {{ $labels.connection }}, is in state {{ $labels.state }} and does not try again by itself. AUTH_FAILED: put a key that authorized_keys knows into Secret %s. HOSTKEY_CHANGED: compare the fingerprints with the bastion's own before you change known_hosts: this is also how an attack looks." (include "nexus-mcp.secretName" .))) }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpTunnelFlapping" "for" "0m" "severity" "warning"
    "expr" (printf "sum by (pod, connection) (increase(nexus_tunnel_reconnects_total{%s,reason!=\"rotated\"}[15m])) > 5" $series)
    "summary" (printf "The tunnel of %s breaks again and again" $release)
    "description" "{{ $labels.pod }} has made its tunnel anew {{ $value | humanize }} times in 15 minutes. nexus_tunnel_reconnects_total tells why by reason: silent is a network or firewall that forgets connections, ended is the bastion closing them (its load, ClientAliveInterval, restarts).") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpKeyRotationFailing" "for" "0m" "severity" "warning"
    "expr" (printf "increase(nexus_tunnel_rotation_failures_total{%s}[15m]) > 0" $series)
    "summary" (printf "%s cannot use its new SSH key" $release)
    "description" (printf "{{ $labels.pod }} goes on with the old session of connection {{ $labels.connection }}, until that one drops. Its log says what is wrong with the new files of Secret %s; is the public key in authorized_keys?" (include "nexus-mcp.secretName" .))) }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpMongoDBDown" "for" "2m" "severity" "critical"
    "expr" (printf "mongodb_up{%s} == 0" $series)
    "summary" (printf "A server of %s gets no answer from MongoDB" $release)
    "description" "{{ $labels.pod }} is not ready: connection {{ $labels.connection }} has had no answer for 2 minutes. If its tunnel is down, mend that first. Otherwise look at MongoDB itself, permitopen on the bastion, user and password of the connection string; /health of the ops port tells the reason.") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpPoolExhausted" "for" "5m" "severity" "warning"
    "expr" (printf "mongodb_pool_waiting{%s} > 0" $series)
    "summary" (printf "Calls to %s wait for a connection to MongoDB" $release)
    "description" "{{ $value }} calls at {{ $labels.pod }} wait for a place in the pool of connection {{ $labels.connection }}. Raise pool-size (config, connection-defaults) if MongoDB can take more, or find the slow queries (mongodb_command_duration_seconds).") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpMongoDBErrors" "for" "5m" "severity" "warning"
    "expr" (printf "100 * sum(rate(mongodb_commands_total{%s,outcome=\"error\"}[5m])) / sum(rate(mongodb_commands_total{%s}[5m])) > %v" $series $series .Values.metrics.prometheusRule.errorPercent)
    "summary" (printf "MongoDB refuses or breaks off what %s asks" $release)
    "description" "{{ $value | humanize }} % of the commands fail. The server's log names them: rights of the user, queries that reach their deadline (limits.time), a database that changes its primary.") }}
{{- end -}}

{{- define "nexus-mcp.fleetAlerts" -}}
{{- $series := include "nexus-mcp.series" . -}}
{{- $rule := .Values.metrics.prometheusRule -}}
{{- $release := printf "%s/%s" .Release.Namespace (include "nexus-mcp.fullname" .) -}}
{{- $fleet := include "nexus-mcp.fleet" . | fromJson -}}
{{- /* Answers to probes count too, and are 503 while a server is not ready: such servers are left out here. */}}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpErrors" "for" "5m" "severity" "critical"
    "expr" (printf "100 * sum(rate(mcp_http_responses_total{%s,status=~\"5..\"}[5m]) * on (pod) group_left () (min by (pod) (mongodb_up{%s}) == 1)) / sum(rate(mcp_http_responses_total{%s}[5m])) > %v" $series $series $series $rule.errorPercent)
    "summary" (printf "%s cannot serve more than %v %% of the calls" $release $rule.errorPercent)
    "description" "{{ $value | humanize }} % of the answers are 5xx, from servers that are ready. 503: more calls at once than http.max-calls allows; let more replicas share them. 500: a defect; its stack trace is in the log.") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpInternalErrors" "for" "5m" "severity" "critical"
    "expr" (printf "100 * sum(rate(mcp_errors_total{%s,kind=\"-32603\"}[5m])) / sum(rate(mcp_requests_total{%s}[5m])) > %v" $series $series $rule.errorPercent)
    "summary" (printf "%s fails at more than %v %% of the calls" $release $rule.errorPercent)
    "description" "{{ $value | humanize }} % of the calls end with the server's own error -32603. The log has the reason, once for each. If it began with a new version, go back: helm rollback.") }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpAbsent" "for" "5m" "severity" "critical"
    "expr" (printf "absent(up{%s})" $series)
    "summary" (printf "Prometheus finds no server of %s" $release)
    "description" (printf "Nothing is scraped: no pod runs, or nothing selects the monitor. kubectl -n %s get pods,endpoints,servicemonitors,podmonitors; the labels in metrics.serviceMonitor.labels must be those that Prometheus selects." .Release.Namespace)) }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpTargetDown" "for" "5m" "severity" "warning"
    "expr" (printf "up{%s} == 0" $series)
    "summary" (printf "A server of %s does not answer Prometheus" $release)
    "description" (printf "{{ $labels.pod }} has not answered for 5 minutes. kubectl -n %s describe pod {{ $labels.pod }}; if it is well, networkPolicy.metricsFrom must let Prometheus in." .Release.Namespace)) }}
{{ include "nexus-mcp.alert" (dict "root" . "name" "NexusMcpPodsMissing" "for" "15m" "severity" "warning"
    "expr" (printf "(count(up{%s} == 1) or vector(0)) < %d" $series (int $fleet.min))
    "summary" (printf "%s runs fewer servers than it should" $release)
    "description" (printf "{{ $value }} answer, %d are the least. kubectl -n %s get pods says which are missing: no room on the nodes (requests of the tier), an image that cannot be pulled, a Secret without a key that is needed." (int $fleet.min) .Release.Namespace)) }}
{{- end -}}

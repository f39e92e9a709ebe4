{{- /* Monitoring; each takes the root context.
nexus-mcp.metricsJob      label `job` of this release's series, with a ServiceMonitor (the Service's name) and with a PodMonitor
nexus-mcp.series          label matchers that pick this release's series
nexus-mcp.relabelings     labels `track` and `version`, taken from the pods, then the values' own
nexus-mcp.cpuBound        JSON {cores, of}: what the CPU alert compares with, the limit or, without one, the request
nexus-mcp.memoryBound     JSON {bytes, of}: the same of memory
nexus-mcp.fleet           JSON {min, max, now, surge}: pods of the server, all tracks together
nexus-mcp.alert           one rule; takes a dict: root, name, expr, for, severity, summary, description, and if wanted labels (more)
*/ -}}

{{- define "nexus-mcp.metricsJob" -}}
{{- include "nexus-mcp.metricsService" . -}}
{{- end -}}

{{- define "nexus-mcp.series" -}}
namespace="{{ .Release.Namespace }}",job="{{ include "nexus-mcp.metricsJob" . }}"
{{- end -}}

{{- define "nexus-mcp.relabelings" -}}
- sourceLabels: [__meta_kubernetes_pod_label_nexus_mcp_io_track]
  targetLabel: track
- sourceLabels: [__meta_kubernetes_pod_label_version]
  targetLabel: version
{{- with .Values.metrics.serviceMonitor.relabelings }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.cpuBound" -}}
{{- $resources := include "nexus-mcp.resources" . | fromYaml -}}
{{- $limit := ($resources.limits | default dict).cpu -}}
{{- $request := ($resources.requests | default dict).cpu -}}
{{- with $limit | default $request -}}
{{- dict "cores" (divf (include "nexus-mcp.milliCpu" . | float64) 1000.0) "of" (empty $limit | ternary "request" "limit") | toJson -}}
{{- else -}}
{}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.memoryBound" -}}
{{- $resources := include "nexus-mcp.resources" . | fromYaml -}}
{{- $limit := ($resources.limits | default dict).memory -}}
{{- $request := ($resources.requests | default dict).memory -}}
{{- with $limit | default $request -}}
{{- dict "bytes" (mulf (include "nexus-mcp.mebibytes" . | float64) 1048576.0 | int64) "of" (empty $limit | ternary "request" "limit") | toJson -}}
{{- else -}}
{}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.fleet" -}}
{{- $tracks := include "nexus-mcp.tracks" . | fromJsonArray -}}
{{- $now := 0 -}}
{{- range $tracks -}}{{- $now = add $now (int .replicas) -}}{{- end -}}
{{- $fleet := dict "now" $now "min" $now "max" $now "surge" (len $tracks) -}}
{{- if ne .Values.autoscaling.provider "none" -}}
{{- $min := 0 -}}
{{- range $tracks -}}
{{- $min = add $min (include "nexus-mcp.minReplicas" (dict "root" $ "track" .) | int) -}}
{{- end -}}
{{- $fleet = dict "now" $min "min" $min "max" (mul (len $tracks) (int .Values.autoscaling.maxReplicas)) "surge" (len $tracks) -}}
{{- end -}}
{{- toJson $fleet -}}
{{- end -}}

{{- define "nexus-mcp.alert" -}}
- alert: {{ .name }}
  expr: |-
    {{- .expr | nindent 4 }}
  for: {{ .for }}
  labels:
    severity: {{ .severity }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    summary: {{ .summary | quote }}
    description: {{ .description | quote }}
    {{- with .root.Values.metrics.prometheusRule.runbookUrl }}
    runbook_url: {{ printf "%s#%s" . (lower $.name) | quote }}
    {{- end }}
{{- end -}}

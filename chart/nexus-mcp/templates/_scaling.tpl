{{- /* Autoscaling.
nexus-mcp.scalesByConnections  "true" if calls in flight and open streams drive the count; takes the root context
nexus-mcp.minReplicas          least replicas of a scaled track; takes a dict: root, track
*/ -}}

{{- /* `auto`: a metric that nobody serves would keep the fleet from ever shrinking. */ -}}
{{- define "nexus-mcp.scalesByConnections" -}}
{{- $enabled := toString .Values.autoscaling.connections.enabled -}}
{{- if eq $enabled "true" -}}
true
{{- else if and (eq $enabled "auto") (eq .Values.autoscaling.provider "keda") -}}
{{- ternary "true" "" (ne .Values.autoscaling.keda.prometheusAddress "") -}}
{{- else if eq $enabled "auto" -}}
{{- or (include "nexus-mcp.has" (dict "root" . "api" "custom.metrics.k8s.io/v1beta2")) (include "nexus-mcp.has" (dict "root" . "api" "custom.metrics.k8s.io/v1beta1")) -}}
{{- end -}}
{{- end -}}

{{- /* A canary begins with one pod: what it is sent is little. */ -}}
{{- define "nexus-mcp.minReplicas" -}}
{{- eq .track.name "canary" | ternary 1 .root.Values.autoscaling.minReplicas -}}
{{- end -}}

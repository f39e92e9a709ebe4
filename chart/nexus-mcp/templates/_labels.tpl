{{- /* Labels, annotations, metadata.
nexus-mcp.labels          labels of an object; takes a dict: root, component, and if wanted track, labels (more, those of the chart win)
nexus-mcp.selectorLabels  what selectors use, never changed between releases; takes a dict: root, component, and if wanted track
nexus-mcp.podLabels       labels of a pod; takes a dict: root, component, and if wanted track, version, labels
nexus-mcp.metadata        name, namespace, labels and annotations of an object, for use below `metadata:`; takes a dict: root, name,
                          component, and if wanted track, labels, annotations, namespace
nexus-mcp.istioExclusions annotations that keep SSH and the ops port out of Istio's sidecar; takes the root context
component: server, tunnel, nginx or test; or one of the jobs of nexus-mcp.backup.jobs
*/ -}}

{{- define "nexus-mcp.selectorLabels" -}}
app: {{ include "nexus-mcp.name" .root | quote }}
app.kubernetes.io/name: {{ include "nexus-mcp.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- with .track }}
nexus-mcp.io/track: {{ . }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.labels" -}}
{{- $own := include "nexus-mcp.selectorLabels" . | fromYaml -}}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- $_ := set $own "app.kubernetes.io/version" (.root.Chart.AppVersion | replace "+" "_" | trunc 63) -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" .root.Release.Service -}}
{{- $_ := set $own "app.kubernetes.io/part-of" (include "nexus-mcp.name" .root) -}}
{{- $global := (.root.Values.global | default dict).commonLabels | default dict -}}
{{- merge $own (deepCopy (.labels | default dict)) (deepCopy $global) (deepCopy .root.Values.commonLabels) | toYaml -}}
{{- end -}}

{{- /* Without the chart's version: a new chart alone restarts no pod. */ -}}
{{- define "nexus-mcp.podLabels" -}}
{{- $own := include "nexus-mcp.selectorLabels" . | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" .root.Release.Service -}}
{{- $_ := set $own "app.kubernetes.io/part-of" (include "nexus-mcp.name" .root) -}}
{{- with .version }}
{{- $_ := set $own "version" . -}}
{{- end -}}
{{- $global := (.root.Values.global | default dict).commonLabels | default dict -}}
{{- merge $own (deepCopy (.labels | default dict)) (deepCopy $global) (deepCopy .root.Values.commonLabels) | toYaml -}}
{{- end -}}

{{- define "nexus-mcp.metadata" -}}
name: {{ .name }}
namespace: {{ .namespace | default .root.Release.Namespace }}
labels:
  {{- include "nexus-mcp.labels" . | nindent 2 }}
{{- with merge (deepCopy (.annotations | default dict)) (deepCopy .root.Values.commonAnnotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* SSH servers speak first, which the sidecar's protocol detection waits out. Probes, metrics and replicas that ask each
other use the ops port with addresses of pods, which strict mTLS would refuse to anything outside the mesh. */ -}}
{{- define "nexus-mcp.istioExclusions" -}}
{{- if .Values.istio.enabled -}}
{{- $outbound := list .Values.mcp.opsPort -}}
{{- if and .Values.istio.excludeOutboundPorts (ne .Values.tunnel.mode "none") -}}
{{- $outbound = append $outbound (include "nexus-mcp.dialedPort" .) -}}
{{- end -}}
traffic.sidecar.istio.io/excludeInboundPorts: {{ .Values.mcp.opsPort | quote }}
traffic.sidecar.istio.io/excludeOutboundPorts: {{ join "," $outbound | quote }}
{{- end -}}
{{- end -}}

{{- /* Rules of NetworkPolicies. Each takes the root context and prints entries of `egress` or `from`.
nexus-mcp.egressDns      name service
nexus-mcp.egressBastion  the first SSH server on the way
nexus-mcp.egressMongodb  MongoDB itself, where there is no tunnel
nexus-mcp.egressOwnWays  bastions and tunnels that connections of `config` have for themselves, or nothing
nexus-mcp.ownWays        JSON list of the ports of bastions and tunnels that connections of `config` have for themselves
nexus-mcp.egressIstio    the control plane, for pods with Istio's sidecar
nexus-mcp.callers        JSON list of the components of this release that call the server
nexus-mcp.ownPods        peers: the pods of one component; takes a dict: root, component
*/ -}}

{{- define "nexus-mcp.ownPods" -}}
- podSelector:
    matchLabels:
      {{- include "nexus-mcp.selectorLabels" . | nindent 6 }}
{{- end -}}

{{- /* To anywhere: a node-local cache has an address outside the cluster's networks. OpenShift's name service listens on 5353. */ -}}
{{- define "nexus-mcp.egressDns" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
    {{- if include "nexus-mcp.openshift" . }}
    - {port: 5353, protocol: UDP}
    - {port: 5353, protocol: TCP}
    {{- end }}
{{- end -}}

{{- define "nexus-mcp.egressBastion" -}}
- ports:
    - {port: {{ include "nexus-mcp.dialedPort" . }}, protocol: TCP}
  {{- with .Values.networkPolicy.bastionCidrs }}
  to:
    {{- range . }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "nexus-mcp.egressMongodb" -}}
- ports:
    {{- range .Values.networkPolicy.mongodbPorts }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with .Values.networkPolicy.mongodbCidrs }}
  to:
    {{- range . }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "nexus-mcp.egressOwnWays" -}}
{{- with include "nexus-mcp.ownWays" . | fromJsonArray -}}
# Connections of `config` that have a bastion or a tunnel of their own.
- ports:
    {{- range . }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.ownWays" -}}
{{- $config := .Values.config -}}
{{- $sections := append (values ($config.connections | default dict)) (get $config "connection-defaults") -}}
{{- $ports := list -}}
{{- range $sections -}}
{{- $section := . | default dict -}}
{{- with get $section "ssh" -}}
{{- with get . "jump-hosts" -}}
{{- $ports = append $ports (first . | regexFind ":[0-9]+$" | trimPrefix ":" | default "22" | int) -}}
{{- else -}}
{{- $ports = append $ports (get . "port" | default 22 | int) -}}
{{- end -}}
{{- end -}}
{{- with get $section "tunnel" -}}
{{- $ports = append $ports (get . "port" | default 27017 | int) -}}
{{- end -}}
{{- end -}}
{{- $ports | uniq | sortAlpha | toJson -}}
{{- end -}}

{{- define "nexus-mcp.callers" -}}
{{- and .Values.backup.enabled .Values.restore.enabled | ternary (list "nginx" "test" "restore") (list "nginx" "test") | toJson -}}
{{- end -}}

{{- define "nexus-mcp.egressIstio" -}}
{{- if .Values.istio.enabled -}}
- ports:
    - {port: 15012, protocol: TCP}
  to:
    - namespaceSelector: {}
{{- end -}}
{{- end -}}

{{- /* A job of backup or restore; takes a dict: root, job. */ -}}
{{- define "nexus-mcp.egressJob" -}}
{{- $values := .root.Values -}}
{{- $policy := $values.backup.networkPolicy -}}
# The store.
{{ include "nexus-mcp.egressTo" (dict "ports" ($policy.storePorts | default (list (include "nexus-mcp.backup.originPort" $values.backup.store.endpoint))) "cidrs" $policy.storeCidrs) }}
{{- if .job.database }}
{{- if ne $values.tunnel.mode "none" }}
{{ include "nexus-mcp.egressBastion" .root }}
{{- else }}
{{ include "nexus-mcp.egressMongodb" .root }}
{{- end }}
{{- with include "nexus-mcp.egressOwnWays" .root }}
{{ . }}
{{- end }}
{{- end }}
{{- if .job.api }}
# The Kubernetes API.
{{ include "nexus-mcp.egressTo" (dict "ports" $policy.kubernetesApiPorts "cidrs" $policy.kubernetesApiCidrs) }}
{{- end }}
{{- with $values.backup.metrics.push }}
# The Pushgateway.
{{ include "nexus-mcp.egressTo" (dict "ports" (list (include "nexus-mcp.backup.originPort" .)) "cidrs" list) }}
{{- end }}
{{- if .job.smoke }}
{{- if $values.restore.smokeQuery.url }}
# The server that is asked after a restore.
{{ include "nexus-mcp.egressTo" (dict "ports" (list (include "nexus-mcp.backup.originPort" (regexFind "^https?://[^/]+" $values.restore.smokeQuery.url))) "cidrs" list) }}
{{- else }}
- ports:
    - {port: {{ $values.mcp.port }}, protocol: TCP}
  to:
    {{- include "nexus-mcp.ownPods" (dict "root" .root "component" "server") | nindent 4 }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Ports, at some networks or anywhere; takes a dict: ports, cidrs. */ -}}
{{- define "nexus-mcp.egressTo" -}}
- ports:
    {{- range .ports }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with .cidrs }}
  to:
    {{- range . }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  {{- end }}
{{- end -}}

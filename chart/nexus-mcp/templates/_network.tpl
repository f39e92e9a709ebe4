{{- /* Rules of NetworkPolicies. Each takes the root context and prints entries of `egress` or `from`.
nexus-mcp.egressDns      name service
nexus-mcp.egressBastion  the first SSH server on the way
nexus-mcp.ownWays        JSON list of the ports of bastions and tunnels that connections of `config` have for themselves
nexus-mcp.egressIstio    the control plane, for pods with Istio's sidecar
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

{{- define "nexus-mcp.egressIstio" -}}
{{- if .Values.istio.enabled -}}
- ports:
    - {port: 15012, protocol: TCP}
  to:
    - namespaceSelector: {}
{{- end -}}
{{- end -}}

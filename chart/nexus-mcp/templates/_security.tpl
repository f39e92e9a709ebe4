{{- /* Security contexts; fields that are null are left out, so that a cluster may fill them. Each prints the whole field.
nexus-mcp.podSecurityContext     takes the root context
nexus-mcp.securityContext        of a container; takes the root context
nexus-mcp.tunnelSecurityContext  of the tunnel's container: with its user, for OpenSSH runs for uid 1000 alone
nexus-mcp.withoutNulls           JSON of a map without its nulls; takes the map
*/ -}}

{{- define "nexus-mcp.withoutNulls" -}}
{{- $kept := dict -}}
{{- range $key, $value := . -}}
{{- if kindIs "map" $value -}}
{{- $inner := include "nexus-mcp.withoutNulls" $value | fromJson -}}
{{- if $inner -}}{{- $_ := set $kept $key $inner -}}{{- end -}}
{{- else if not (kindIs "invalid" $value) -}}
{{- $_ := set $kept $key $value -}}
{{- end -}}
{{- end -}}
{{- toJson $kept -}}
{{- end -}}

{{- define "nexus-mcp.adapted" -}}
{{- $context := include "nexus-mcp.withoutNulls" .context | fromJson -}}
{{- if include "nexus-mcp.openshift" .root -}}
{{- $context = omit $context "runAsUser" "runAsGroup" "fsGroup" "fsGroupChangePolicy" "supplementalGroups" "seLinuxOptions" -}}
{{- end -}}
{{- /* JSON makes decimals of ids. */ -}}
{{- range $key := list "runAsUser" "runAsGroup" "fsGroup" -}}
{{- if hasKey $context $key -}}{{- $_ := set $context $key (get $context $key | int64) -}}{{- end -}}
{{- end -}}
{{- if $context -}}{{- toYaml $context -}}{{- end -}}
{{- end -}}

{{- define "nexus-mcp.podSecurityContext" -}}
{{- with include "nexus-mcp.adapted" (dict "root" . "context" .Values.podSecurityContext) -}}
securityContext:
  {{- nindent 2 . }}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.securityContext" -}}
{{- with include "nexus-mcp.adapted" (dict "root" . "context" .Values.securityContext) -}}
securityContext:
  {{- nindent 2 . }}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.tunnelSecurityContext" -}}
{{- $context := merge (pick .Values.podSecurityContext "runAsNonRoot" "runAsUser") (deepCopy .Values.securityContext) -}}
{{- with include "nexus-mcp.adapted" (dict "root" . "context" $context) -}}
securityContext:
  {{- nindent 2 . }}
{{- end -}}
{{- end -}}

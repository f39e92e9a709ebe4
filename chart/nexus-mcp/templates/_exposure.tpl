{{- /* Where clients come in.
nexus-mcp.nginxName   Deployment, Service, ConfigMap of nginx; takes the root context
nexus-mcp.tlsSecret   the Secret with the certificate for `hosts`, or nothing; takes the root context
nexus-mcp.trackRules  JSON list of {track, version} that the header picks, the newest first; takes the root context. Nothing with
                      one track: there is nothing to pick
nexus-mcp.shares      JSON list of {track, weight} for calls without the header; takes the root context. Tracks that get
                      nothing are left out
*/ -}}

{{- define "nexus-mcp.nginxName" -}}
{{- include "nexus-mcp.fullname" . }}-nginx
{{- end -}}

{{- define "nexus-mcp.tlsSecret" -}}
{{- if .Values.certificate.enabled -}}
{{- .Values.certificate.secretName | default .Values.ingress.tlsSecret | default (printf "%s-tls" (include "nexus-mcp.fullname" .)) -}}
{{- else -}}
{{- .Values.ingress.tlsSecret -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.trackRules" -}}
{{- $tracks := include "nexus-mcp.tracks" . | fromJsonArray -}}
{{- $rules := list -}}
{{- if gt (len $tracks) 1 -}}
{{- range reverse $tracks -}}
{{- $rules = append $rules (dict "track" . "version" .version) -}}
{{- end -}}
{{- end -}}
{{- toJson $rules -}}
{{- end -}}

{{- define "nexus-mcp.shares" -}}
{{- $shares := list -}}
{{- range include "nexus-mcp.tracks" . | fromJsonArray -}}
{{- if gt (int .weight) 0 -}}
{{- $shares = append $shares (dict "track" . "weight" (int .weight)) -}}
{{- end -}}
{{- end -}}
{{- toJson $shares -}}
{{- end -}}

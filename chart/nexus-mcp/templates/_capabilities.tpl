{{- /* What the cluster can do.
nexus-mcp.has       "true" if the cluster serves an API group, or `capabilities.apiVersions` names it; takes a dict: root, api
                    (group/version: Argo CD passes no kinds)
nexus-mcp.wanted    "true" if something is to be rendered; takes a dict: root, enabled (true, false or auto), api
nexus-mcp.openshift "true" if security contexts are to leave ids to OpenShift; takes the root context
*/ -}}

{{- define "nexus-mcp.has" -}}
{{- if or (.root.Capabilities.APIVersions.Has .api) (has .api .root.Values.capabilities.apiVersions) -}}
true
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.wanted" -}}
{{- if eq (toString .enabled) "auto" -}}
{{- include "nexus-mcp.has" . -}}
{{- else if eq (toString .enabled) "true" -}}
true
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.openshift" -}}
{{- if eq .Values.openshift "force" -}}
true
{{- else if eq .Values.openshift "auto" -}}
{{- include "nexus-mcp.has" (dict "root" . "api" "security.openshift.io/v1") -}}
{{- end -}}
{{- end -}}

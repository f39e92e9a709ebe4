{{- /* Who may call, and what is noted of it; each takes the root context.
nexus-mcp.takesTokens    whether bearer tokens of the Secret are good: true, or nothing
nexus-mcp.asksIssuer     whether tokens of an issuer are good: true, or nothing
nexus-mcp.resource       the URL of `/mcp` that those are for
nexus-mcp.asksCertificates  whether client certificates are good: true, or nothing
nexus-mcp.scheme         what the pods speak to agents: http or https
nexus-mcp.grantsName     the ConfigMap with the grants
nexus-mcp.accessEnv      variables of the server container
nexus-mcp.accessVolumes  volumes and mounts of the server container: JSON {volumes, mounts}
nexus-mcp.egressIssuer   the way to the issuer, or nothing
*/ -}}

{{- define "nexus-mcp.takesTokens" -}}
{{- if has "token" (splitList "," .Values.mcp.auth.mode) -}}true{{- end -}}
{{- end -}}

{{- define "nexus-mcp.asksIssuer" -}}
{{- if has "oauth" (splitList "," .Values.mcp.auth.mode) -}}true{{- end -}}
{{- end -}}

{{- define "nexus-mcp.asksCertificates" -}}
{{- if has "certificate" (splitList "," .Values.mcp.auth.mode) -}}true{{- end -}}
{{- end -}}

{{- define "nexus-mcp.scheme" -}}
{{- empty .Values.mcp.tls.existingSecret | ternary "http" "https" -}}
{{- end -}}

{{- define "nexus-mcp.resource" -}}
{{- .Values.mcp.auth.oauth.resource | default (printf "https://%s/mcp" (first (append .Values.hosts ""))) -}}
{{- end -}}

{{- define "nexus-mcp.grantsName" -}}
{{- include "nexus-mcp.fullname" . }}-grants
{{- end -}}

{{- define "nexus-mcp.accessEnv" -}}
{{- $auth := .Values.mcp.auth -}}
{{- $audit := .Values.mcp.audit -}}
- name: NEXUS_AUTH_MODE
  value: {{ $auth.mode | quote }}
{{- if include "nexus-mcp.takesTokens" . }}
- name: NEXUS_TOKENS_FILE
  value: /etc/nexus/tokens/tokens
{{- end }}
{{- if include "nexus-mcp.asksIssuer" . }}
- name: NEXUS_AUTH_OAUTH_ISSUER
  value: {{ $auth.oauth.issuer | quote }}
- name: NEXUS_AUTH_OAUTH_RESOURCE
  value: {{ include "nexus-mcp.resource" . | quote }}
- name: NEXUS_AUTH_OAUTH_AUDIENCE
  value: {{ $auth.oauth.audience | default (include "nexus-mcp.resource" .) | quote }}
{{- with $auth.oauth.jwksUri }}
- name: NEXUS_AUTH_OAUTH_JWKS_URI
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- if .Values.mcp.tls.existingSecret }}
- name: NEXUS_HTTP_TLS_CERTIFICATE_FILE
  value: /etc/nexus/listener/tls.crt
- name: NEXUS_HTTP_TLS_KEY_FILE
  value: /etc/nexus/listener/tls.key
{{- if include "nexus-mcp.asksCertificates" . }}
- name: NEXUS_HTTP_TLS_CLIENT_CA_FILE
  value: /etc/nexus/listener/ca.crt
{{- end }}
{{- end }}
{{- if $auth.grants }}
- name: NEXUS_GRANTS_FILE
  value: /etc/nexus/grants/grants.yaml
{{- end }}
{{- range $key, $name := dict "callsPerMinute" "CALLS_PER_MINUTE" "burst" "BURST" "atOnce" "AT_ONCE" "streams" "STREAMS" }}
{{- $most := index $auth.limits $key }}
{{- if not (kindIs "invalid" $most) }}
- name: NEXUS_AUTH_LIMITS_{{ $name }}
  value: {{ $most | int64 | quote }}
{{- end }}
{{- end }}
- name: NEXUS_AUDIT_TO
  value: {{ $audit.to }}
{{- if eq $audit.to "file" }}
- name: NEXUS_AUDIT_FILE
  value: /var/log/nexus/audit.jsonl
- name: NEXUS_AUDIT_MAX_BYTES
  value: {{ $audit.maxBytes | quote }}
- name: NEXUS_AUDIT_FILES
  value: {{ $audit.files | int64 | quote }}
{{- end }}
{{- if .Values.mongodb.writes }}
- name: NEXUS_CONNECTIONS_DEFAULT_WRITES
  value: "true"
{{- end }}
{{- end -}}

{{- /* Directories, never subPath, so that new tokens, grants and certificates arrive in running pods. */ -}}
{{- define "nexus-mcp.accessVolumes" -}}
{{- $volumes := list -}}
{{- $mounts := list -}}
{{- if include "nexus-mcp.takesTokens" . -}}
{{- $items := list (dict "key" .Values.secrets.keys.tokens "path" "tokens") -}}
{{- $secret := dict "secretName" (include "nexus-mcp.secretName" .) "defaultMode" 288 "items" $items -}}
{{- $volumes = append $volumes (dict "name" "tokens" "secret" $secret) -}}
{{- $mounts = append $mounts (dict "name" "tokens" "mountPath" "/etc/nexus/tokens" "readOnly" true) -}}
{{- end -}}
{{- with .Values.mcp.tls.existingSecret -}}
{{- $volumes = append $volumes (dict "name" "listener" "secret" (dict "secretName" . "defaultMode" 288)) -}}
{{- $mounts = append $mounts (dict "name" "listener" "mountPath" "/etc/nexus/listener" "readOnly" true) -}}
{{- end -}}
{{- if .Values.mcp.auth.grants -}}
{{- $volumes = append $volumes (dict "name" "grants" "configMap" (dict "name" (include "nexus-mcp.grantsName" .))) -}}
{{- $mounts = append $mounts (dict "name" "grants" "mountPath" "/etc/nexus/grants" "readOnly" true) -}}
{{- end -}}
{{- if eq .Values.mcp.audit.to "file" -}}
{{- $volumes = append $volumes (merge (dict "name" "audit") (.Values.mcp.audit.volume | default (dict "emptyDir" dict))) -}}
{{- $mounts = append $mounts (dict "name" "audit" "mountPath" "/var/log/nexus") -}}
{{- end -}}
{{- dict "volumes" $volumes "mounts" $mounts | toJson -}}
{{- end -}}

{{- define "nexus-mcp.egressIssuer" -}}
{{- if include "nexus-mcp.asksIssuer" . -}}
{{- $ports := list -}}
{{- range list .Values.mcp.auth.oauth.issuer .Values.mcp.auth.oauth.jwksUri -}}
{{- if . -}}
{{- $ports = append $ports (regexFind "^https://[^/]+" . | regexFind ":[0-9]+$" | trimPrefix ":" | default "443" | int) -}}
{{- end -}}
{{- end -}}
# The issuer, whose keys tell whether a token is good.
{{ include "nexus-mcp.egressTo" (dict "ports" ($ports | uniq) "cidrs" .Values.networkPolicy.issuerCidrs) }}
{{- end -}}
{{- end -}}

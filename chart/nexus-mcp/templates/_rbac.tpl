{{- /* Rights of the jobs.
nexus-mcp.rbac.kinds    rules for `backup.resources.kinds`, and for `objects` by name; takes a dict: root, verbs (of kinds), named (of objects)
nexus-mcp.rbac.saved    rules to save the release's objects; takes the root context
nexus-mcp.rbac.restored rules to restore them; takes the root context
nexus-mcp.rbac.bound    Role and RoleBinding; takes a dict: root, name, component, rules, accounts, annotations
nexus-mcp.hook          annotations of what runs before an upgrade; takes the weight
*/ -}}

{{- define "nexus-mcp.hook" -}}
helm.sh/hook: pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
# A job that failed stays for its log, until the next upgrade or the end of its time.
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}

{{- define "nexus-mcp.rbac.kinds" -}}
{{- $groups := dict -}}
{{- range .root.Values.backup.resources.kinds -}}
{{- $parts := regexSplit "\\." . 2 -}}
{{- $group := gt (len $parts) 1 | ternary (last $parts) "" -}}
{{- $_ := set $groups $group (append (get $groups $group | default list) (first $parts)) -}}
{{- end -}}
{{- range $group, $plurals := $groups }}
- apiGroups: [{{ $group | quote }}]
  resources: [{{ join ", " $plurals }}]
  verbs: [{{ join ", " $.verbs }}]
{{- end }}
{{- range .root.Values.backup.resources.objects }}
{{- $parts := splitList "/" . }}
{{- $kind := regexSplit "\\." (first $parts) 2 }}
- apiGroups: [{{ gt (len $kind) 1 | ternary (last $kind) "" | quote }}]
  resources: [{{ first $kind }}]
  resourceNames: [{{ last $parts }}]
  verbs: [{{ join ", " $.named }}]
{{- end }}
{{- end -}}

{{- /* Secrets by name alone: whoever may list them reads them all. */ -}}
{{- define "nexus-mcp.rbac.saved" -}}
{{- include "nexus-mcp.rbac.kinds" (dict "root" . "verbs" (list "get" "list") "named" (list "get")) }}
{{- include "nexus-mcp.rbac.home" . }}
{{- if .Values.backup.resources.includeSecrets }}
- apiGroups: [""]
  resources: [secrets]
  resourceNames:
    {{- range include "nexus-mcp.backup.secrets" . | fromJsonArray }}
    - {{ . }}
    {{- end }}
    - {{ include "nexus-mcp.backup.helmSecret" . }}
  verbs: [get]
{{- end }}
{{- end -}}

{{- /* Of the namespace itself, whose labels are saved, and looked for before a restore. */ -}}
{{- define "nexus-mcp.rbac.home" }}
- apiGroups: [""]
  resources: [namespaces]
  resourceNames: [{{ .Release.Namespace }}]
  verbs: [get]
{{- end -}}

{{- /* What is created has no name that a rule could ask for. */ -}}
{{- define "nexus-mcp.rbac.restored" -}}
{{- include "nexus-mcp.rbac.kinds" (dict "root" . "verbs" (list "get" "list" "create" "update" "patch") "named" (list "get" "update" "patch")) }}
{{- include "nexus-mcp.rbac.home" . }}
{{- if .Values.backup.resources.includeSecrets }}
# Held by the Role of …-backup-resources, which nobody may restore who does not hold the same.
- apiGroups: [""]
  resources: [secrets]
  resourceNames: [{{ include "nexus-mcp.backup.helmSecret" . }}]
  verbs: [get]
{{- end }}
{{- range .Values.backup.resources.objects }}
{{- $kind := regexSplit "\\." (splitList "/" . | first) 2 }}
- apiGroups: [{{ gt (len $kind) 1 | ternary (last $kind) "" | quote }}]
  resources: [{{ first $kind }}]
  verbs: [create]
{{- end }}
{{- with include "nexus-mcp.backup.secrets" . | fromJsonArray }}
- apiGroups: [""]
  resources: [secrets]
  verbs: [create]
- apiGroups: [""]
  resources: [secrets]
  resourceNames:
    {{- toYaml . | nindent 4 }}
  verbs: [get, update, patch]
{{- end }}
{{- end -}}

{{- define "nexus-mcp.rbac.bound" -}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "nexus-mcp.metadata" . | nindent 2 }}
rules:
  {{- .rules | trim | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "nexus-mcp.metadata" . | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .name }}
subjects:
  {{- range .accounts }}
  - kind: ServiceAccount
    name: {{ . }}
    namespace: {{ $.root.Release.Namespace }}
  {{- end }}
{{- end -}}

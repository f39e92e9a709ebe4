{{- /* Images.
nexus-mcp.image        reference of an image; takes a dict: root, image (registry, repository, tag, digest), and if wanted
                       track (tag and digest that win over the image's)
nexus-mcp.pullSecrets  the field imagePullSecrets of a pod, or nothing; takes the root context
*/ -}}

{{- define "nexus-mcp.image" -}}
{{- $track := .track | default dict -}}
{{- $global := .root.Values.global | default dict -}}
{{- $registry := $global.imageRegistry | default .image.registry -}}
{{- $name := .image.repository -}}
{{- if $registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" $registry) .image.repository -}}
{{- end -}}
{{- if $track.digest -}}
{{ $name }}@{{ $track.digest }}
{{- else if $track.tag -}}
{{ $name }}:{{ $track.tag }}
{{- else if .image.digest -}}
{{ $name }}@{{ .image.digest }}
{{- else -}}
{{ $name }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* As texts or as objects with a name, as other charts have them in `global`. */ -}}
{{- define "nexus-mcp.pullSecrets" -}}
{{- $global := .Values.global | default dict -}}
{{- $names := list -}}
{{- range concat ($global.imagePullSecrets | default list) .Values.image.pullSecrets -}}
{{- $names = append $names (kindIs "map" . | ternary .  (dict "name" .)).name -}}
{{- end -}}
{{- with uniq $names }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

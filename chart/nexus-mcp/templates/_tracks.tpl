{{- /* Tracks: the versions of the server that are live side by side.
nexus-mcp.tracks  JSON list of the live tracks; takes the root context. Read it with `include … | fromJsonArray`. Of each:
  name        stable, canary, blue or green
  deployment  name of its Deployment
  service     name of the Service that reaches this track alone; with one track that of all clients
  version     label `version`, name of the Istio subset, value of the header that picks the track
  image       reference of its image
  replicas    how many, while no autoscaler owns them
  weight      percent of the calls without header; the sum is 100
*/ -}}

{{- define "nexus-mcp.tracks" -}}
{{- $root := . -}}
{{- $release := .Values.release -}}
{{- $weights := dict "stable" 100 -}}
{{- if eq $release.strategy "canary" -}}
{{- $weights = dict "stable" (sub 100 (int $release.weight)) "canary" (int $release.weight) -}}
{{- else if eq $release.strategy "blueGreen" -}}
{{- $weights = dict "blue" 0 "green" 0 -}}
{{- $_ := set $weights $release.active 100 -}}
{{- end -}}
{{- $fullname := include "nexus-mcp.fullname" . -}}
{{- $tracks := list -}}
{{- range $name := list "stable" "canary" "blue" "green" -}}
{{- if hasKey $weights $name -}}
{{- $settings := index $release.tracks $name -}}
{{- $replicas := $settings.replicas -}}
{{- if kindIs "invalid" $replicas -}}{{- $replicas = $root.Values.replicaCount -}}{{- end -}}
{{- $service := printf "%s-%s" $fullname $name -}}
{{- if eq $release.strategy "rolling" -}}{{- $service = include "nexus-mcp.service" $root -}}{{- end -}}
{{- $tracks = append $tracks (dict
    "name" $name
    "deployment" (eq $name "stable" | ternary $fullname (printf "%s-%s" $fullname $name))
    "service" $service
    "version" $settings.version
    "image" (include "nexus-mcp.image" (dict "root" $root "image" $root.Values.image "track" $settings.image))
    "replicas" (int $replicas)
    "weight" (get $weights $name)) -}}
{{- end -}}
{{- end -}}
{{- toJson $tracks -}}
{{- end -}}

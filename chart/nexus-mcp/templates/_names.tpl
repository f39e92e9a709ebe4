{{- /* Names of objects. Each takes the root context.
nexus-mcp.name            `app` and `app.kubernetes.io/name`
nexus-mcp.fullname        prefix of all names, at most 48 characters so that every suffix fits into 63
nexus-mcp.service         the Service that clients use
nexus-mcp.metricsService  the headless Service that Prometheus reads
nexus-mcp.tunnelName      Deployment and Service of the shared tunnel
nexus-mcp.secretName      the Secret that the pods read
nexus-mcp.configName      the ConfigMap with the server's file
nexus-mcp.serviceAccount  the ServiceAccount of the server's pods
nexus-mcp.hosts           JSON list: all names that `Host` and `Origin` may carry
*/ -}}

{{- define "nexus-mcp.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 48 | trimSuffix "-" -}}
{{- end -}}

{{- define "nexus-mcp.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.service" -}}
{{- include "nexus-mcp.fullname" . }}-service
{{- end -}}

{{- define "nexus-mcp.metricsService" -}}
{{- include "nexus-mcp.fullname" . }}-metrics
{{- end -}}

{{- define "nexus-mcp.tunnelName" -}}
{{- include "nexus-mcp.fullname" . }}-tunnel
{{- end -}}

{{- define "nexus-mcp.secretName" -}}
{{- if .Values.secrets.create -}}
{{- include "nexus-mcp.fullname" . }}-secrets
{{- else -}}
{{- .Values.secrets.existingSecret -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.configName" -}}
{{- include "nexus-mcp.fullname" . }}-config
{{- end -}}

{{- define "nexus-mcp.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "nexus-mcp.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- /* A Service may be called by four names, from short to whole. */ -}}
{{- define "nexus-mcp.hosts" -}}
{{- $fullname := include "nexus-mcp.fullname" . -}}
{{- $services := list (include "nexus-mcp.service" .) -}}
{{- range include "nexus-mcp.tracks" . | fromJsonArray -}}
{{- $services = append $services .service -}}
{{- end -}}
{{- if .Values.loadBalancer.enabled -}}
{{- $services = append $services (printf "%s-lb" $fullname) -}}
{{- end -}}
{{- if .Values.nginx.enabled -}}
{{- $services = append $services (printf "%s-nginx" $fullname) -}}
{{- end -}}
{{- $hosts := concat .Values.hosts .Values.mcp.allowedHosts -}}
{{- range $service := uniq $services -}}
{{- $inNamespace := printf "%s.%s" $service $.Release.Namespace -}}
{{- $hosts = concat $hosts (list $service $inNamespace (printf "%s.svc" $inNamespace) (printf "%s.svc.cluster.local" $inNamespace)) -}}
{{- end -}}
{{- $hosts | uniq | toJson -}}
{{- end -}}

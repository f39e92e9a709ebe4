{{- /* Services.
nexus-mcp.clientSelector  pods that clients are sent to: those of all tracks, or of the active colour; takes the root context
nexus-mcp.cloud           JSON {annotations, loadBalancerClass, clientIP} of the load balancer's Service; takes the root context
*/ -}}

{{- define "nexus-mcp.clientSelector" -}}
{{- $track := eq .Values.release.strategy "blueGreen" | ternary .Values.release.active "" -}}
{{- include "nexus-mcp.selectorLabels" (dict "root" . "component" "server" "track" $track) -}}
{{- end -}}

{{- /* What a cloud's load balancer is told. On AWS a Service must not ask for ClientIP: the AWS Load Balancer Controller has an
attribute of the target group instead, and the in-tree one refuses the Service. */ -}}
{{- define "nexus-mcp.cloud" -}}
{{- $balancer := .Values.loadBalancer -}}
{{- $isInternal := eq $balancer.scheme "internal" -}}
{{- $sticky := gt (int $balancer.clientAffinitySeconds) 0 -}}
{{- $aws := "service.beta.kubernetes.io/aws-load-balancer-" -}}
{{- $azure := "service.beta.kubernetes.io/azure-load-balancer-" -}}
{{- $annotations := dict -}}
{{- $class := $balancer.loadBalancerClass -}}
{{- if eq $balancer.provider "aws" -}}
{{- $class = $class | default "service.k8s.aws/nlb" -}}
{{- $_ := set $annotations (print $aws "scheme") $balancer.scheme -}}
{{- $_ := set $annotations (print $aws "nlb-target-type") "ip" -}}
{{- $_ := set $annotations (print $aws "attributes") (printf "load_balancing.cross_zone.enabled=%v" $balancer.crossZone) -}}
{{- $_ := set $annotations (print $aws "healthcheck-protocol") (include "nexus-mcp.scheme" .) -}}
{{- $_ := set $annotations (print $aws "healthcheck-path") "/ready" -}}
{{- if $sticky -}}
{{- $_ := set $annotations (print $aws "target-group-attributes") "stickiness.enabled=true,stickiness.type=source_ip" -}}
{{- end -}}
{{- if not $balancer.tlsCertificateArn -}}
{{- /* Listeners with TLS have a fixed time. */ -}}
{{- $_ := set $annotations (printf "%slistener-attributes.TCP-%v" $aws $balancer.port) (printf "tcp.idle_timeout.seconds=%v" $balancer.idleTimeoutSeconds) -}}
{{- end -}}
{{- else if eq $balancer.provider "aws-legacy" -}}
{{- $_ := set $annotations (print $aws "type") "nlb" -}}
{{- $_ := set $annotations (print $aws "cross-zone-load-balancing-enabled") (toString $balancer.crossZone) -}}
{{- if $isInternal -}}
{{- $_ := set $annotations (print $aws "internal") "true" -}}
{{- end -}}
{{- else if eq $balancer.provider "gcp" -}}
{{- if $isInternal -}}
{{- $_ := set $annotations "networking.gke.io/load-balancer-type" "Internal" -}}
{{- else -}}
{{- $_ := set $annotations "cloud.google.com/l4-rbs" "enabled" -}}
{{- end -}}
{{- else if eq $balancer.provider "azure" -}}
{{- $_ := set $annotations (print $azure "internal") (toString $isInternal) -}}
{{- $_ := set $annotations (print $azure "health-probe-protocol") (include "nexus-mcp.scheme" .) -}}
{{- $_ := set $annotations (print $azure "health-probe-request-path") "/ready" -}}
{{- /* In minutes, from 4 to 30. */ -}}
{{- $minutes := divf $balancer.idleTimeoutSeconds 60 | ceil | int -}}
{{- $_ := set $annotations (print $azure "tcp-idle-timeout") (min 30 (max 4 $minutes) | toString) -}}
{{- end -}}
{{- if and $balancer.tlsCertificateArn (hasPrefix "aws" $balancer.provider) -}}
{{- $_ := set $annotations (print $aws "ssl-cert") $balancer.tlsCertificateArn -}}
{{- $_ := set $annotations (print $aws "ssl-ports") (toString $balancer.port) -}}
{{- end -}}
{{- $annotations = merge (deepCopy $balancer.annotations) $annotations -}}
{{- dict "annotations" $annotations "loadBalancerClass" $class "clientIP" (and $sticky (not (hasPrefix "aws" $balancer.provider))) | toJson -}}
{{- end -}}

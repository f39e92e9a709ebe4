{{- /* Sizes.
nexus-mcp.resources    `requests` and `limits` of the server container; takes the root context
nexus-mcp.javaOptions  options of the JVM, from the tier; takes the root context
nexus-mcp.milliCpu     a CPU quantity in thousandths: 250m is 250, 0.5 is 500; takes the quantity
nexus-mcp.mebibytes    a memory quantity in MiB, with decimals: 1Gi is 1024; takes the quantity
nexus-mcp.demand       JSON {cpu, memory}: the sum of requests with overhead, such as 1260m and 1152Mi; takes a dict: root,
                       replicas (of the server, all tracks together)
*/ -}}

{{- define "nexus-mcp.resources" -}}
{{- if .Values.resources -}}
{{- toYaml .Values.resources -}}
{{- else -}}
{{- $tier := index .Values.tiers .Values.tier -}}
requests:
  cpu: {{ $tier.cpu }}
  memory: {{ $tier.memory }}
limits:
  {{- if eq .Values.cpuLimit "tier" }}
  cpu: {{ $tier.cpuLimit }}
  {{- end }}
  memory: {{ $tier.memoryLimit }}
{{- end -}}
{{- end -}}

{{- /* Without a CPU limit the JVM would size its pools by the node: it gets what the tier's limit allows, two at least. */ -}}
{{- define "nexus-mcp.javaOptions" -}}
{{- $tier := index .Values.tiers .Values.tier -}}
{{- $resources := include "nexus-mcp.resources" . | fromYaml -}}
{{- $heap := .Values.jvm.heapPercent -}}
{{- if kindIs "invalid" $heap -}}{{- $heap = $tier.heapPercent -}}{{- end -}}
{{- $options := list
    (printf "-XX:+Use%sGC" (.Values.jvm.gc | default $tier.gc))
    (printf "-XX:MaxRAMPercentage=%v" $heap)
    (printf "-XX:ReservedCodeCacheSize=%v" $tier.codeCache)
    (printf "-XX:MaxDirectMemorySize=%v" $tier.directMemory)
    "-XX:+ExitOnOutOfMemoryError" -}}
{{- if not ($resources.limits | default dict).cpu -}}
{{- $processors := divf (include "nexus-mcp.milliCpu" $tier.cpuLimit | float64) 1000 | ceil | int -}}
{{- $options = append $options (printf "-XX:ActiveProcessorCount=%d" (max 2 $processors)) -}}
{{- end -}}
{{- concat $options .Values.jvm.extraOptions | join " " -}}
{{- end -}}

{{- define "nexus-mcp.milliCpu" -}}
{{- $quantity := toString . -}}
{{- if hasSuffix "m" $quantity -}}
{{- trimSuffix "m" $quantity | float64 -}}
{{- else -}}
{{- mulf (float64 $quantity) 1000.0 -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.mebibytes" -}}
{{- $quantity := toString . -}}
{{- $number := regexFind "^[0-9.]+" $quantity | float64 -}}
{{- $unit := regexFind "[A-Za-z]*$" $quantity -}}
{{- $bytes := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 -}}
{{- divf (mulf $number (get $bytes $unit)) 1048576.0 -}}
{{- end -}}

{{- define "nexus-mcp.demand" -}}
{{- $server := (include "nexus-mcp.resources" .root | fromYaml).requests | default dict -}}
{{- $tunnel := .root.Values.tunnel.resources.requests | default dict -}}
{{- $tunnels := 0 -}}
{{- if eq .root.Values.tunnel.mode "sidecar" -}}{{- $tunnels = .replicas -}}{{- end -}}
{{- if eq .root.Values.tunnel.mode "shared" -}}{{- $tunnels = .root.Values.tunnel.shared.replicas -}}{{- end -}}
{{- $cpu := addf
    (mulf (include "nexus-mcp.milliCpu" ($server.cpu | default 0) | float64) (float64 .replicas))
    (mulf (include "nexus-mcp.milliCpu" ($tunnel.cpu | default 0) | float64) (float64 $tunnels)) -}}
{{- $memory := addf
    (mulf (include "nexus-mcp.mebibytes" ($server.memory | default 0) | float64) (float64 .replicas))
    (mulf (include "nexus-mcp.mebibytes" ($tunnel.memory | default 0) | float64) (float64 $tunnels)) -}}
{{- $overhead := float64 .root.Values.capacity.overhead -}}
{{- /* Rounded first: 350m × 3 × 1.2 is a hair above 1260 in binary. */ -}}
{{- dict
    "cpu" (printf "%dm" (round (mulf $cpu $overhead) 3 | ceil | int64))
    "memory" (printf "%dMi" (round (mulf $memory $overhead) 3 | ceil | int64)) | toJson -}}
{{- end -}}

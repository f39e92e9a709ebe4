{{- /* Contradictions that no schema can see: settings that are fine alone and cannot work together. Each rule prints one line that
names the values, says why, and what to do; nexus-mcp.validate collects the lines and fails once, with all of them.
nexus-mcp.validate          takes the root context
nexus-mcp.validate.SUBJECT  the rules of one subject, a line for each contradiction; takes the root context
*/ -}}

{{- define "nexus-mcp.validate" -}}
{{- $root := . -}}
{{- $problems := list -}}
{{- range $subject := list "names" "images" "release" "sizes" "scaling" "stopping" "ports" "secrets" "config" "mongodb" "tunnel" "extras" "access" "balancers" "edges" "monitoring" "backup" "schedules" "restore" -}}
{{- range splitList "\n" (include (printf "nexus-mcp.validate.%s" $subject) $root) -}}
{{- with trim . -}}{{- $problems = append $problems . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- $lines := list -}}
{{- range $i, $problem := $problems -}}{{- $lines = append $lines (printf "%d. %s" (add1 $i) $problem) -}}{{- end -}}
{{- fail (printf "\n\nThe values contradict each other in %d places:\n\n%s\n" (len $problems) (join "\n" $lines) | replace "in 1 places" "in one place") -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.validate.names" -}}
{{- $fullname := include "nexus-mcp.fullname" . }}
{{- if not (regexMatch "^[a-z]([a-z0-9-]*[a-z0-9])?$" $fullname) }}
The objects would be called {{ $fullname }}…, which no Service may be: its name begins with a letter and has no dots. Set fullnameOverride, or choose another release name.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.images" -}}
{{- $tags := dict "image.tag" .Values.image.tag }}
{{- if has .Values.tunnel.mode (list "sidecar" "shared") }}{{ $_ := set $tags "tunnel.image.tag" .Values.tunnel.image.tag }}{{ end }}
{{- if .Values.nginx.enabled }}{{ $_ := set $tags "nginx.image.tag" .Values.nginx.image.tag }}{{ end }}
{{- range include "nexus-mcp.tracks" . | fromJsonArray }}
{{- $_ := set $tags (printf "release.tracks.%s.image.tag" .name) (index $.Values.release.tracks .name).image.tag }}
{{- end }}
{{- range $key, $tag := $tags }}
{{- if eq $tag "latest" }}
{{ $key }} is latest: nobody could say which version runs, pods of one fleet could differ, and a rollback would change nothing. Name a version, or set the digest instead.
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.release" -}}
{{- $tracks := include "nexus-mcp.tracks" . | fromJsonArray }}
{{- if gt (len $tracks) 1 }}
{{- $first := index $tracks 0 }}
{{- $second := index $tracks 1 }}
{{- if eq $first.version $second.version }}
release.tracks.{{ $first.name }}.version and release.tracks.{{ $second.name }}.version are both {{ $first.version }}: neither the header {{ .Values.release.header }} nor a subset could tell them apart. Give one another version.
{{- end }}
{{- range $tracks }}
{{- if and (eq $.Values.autoscaling.provider "none") (eq (int .replicas) 0) (gt (int .weight) 0) }}
The track {{ .name }} has 0 replicas, but {{ .weight }} % of the calls are sent to it: they would fail. Give it replicas, or send it no calls (release.weight, release.active).
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.sizes" -}}
{{- $tier := index .Values.tiers .Values.tier }}
{{- $server := include "nexus-mcp.resources" . | fromYaml }}
{{- $limit := ($server.limits | default dict).memory }}
{{- if not $limit }}
resources.limits.memory is missing: the heap is a share of it, and would become a share of the node's memory. Set it.
{{- else }}
{{- $heap := .Values.jvm.heapPercent }}
{{- if kindIs "invalid" $heap }}{{ $heap = $tier.heapPercent }}{{ end }}
{{- $whole := include "nexus-mcp.mebibytes" $limit | float64 }}
{{- $beside := 0.0 }}
{{- range list $tier.codeCache $tier.directMemory }}
{{- $beside = addf $beside (include "nexus-mcp.mebibytes" (. | replace "k" "Ki" | replace "m" "Mi" | replace "g" "Gi") | float64) }}
{{- end }}
{{- $sum := addf (divf (mulf $whole (float64 $heap)) 100) $beside }}
{{- if gt $sum $whole }}
The memory limit is {{ $limit }}, but {{ $heap }} % of it for the heap, {{ $tier.codeCache }} of code and {{ $tier.directMemory }} of direct memory make {{ ceil $sum }}Mi: the kernel would kill the pod. Raise the limit, lower jvm.heapPercent, or take a tier whose memory fits.
{{- end }}
{{- end }}
{{- range $key, $resources := dict "the server" $server "tunnel.resources" .Values.tunnel.resources "nginx.resources" .Values.nginx.resources }}
{{- range $name, $convert := dict "cpu" "nexus-mcp.milliCpu" "memory" "nexus-mcp.mebibytes" }}
{{- $request := get ($resources.requests | default dict) $name }}
{{- $most := get ($resources.limits | default dict) $name }}
{{- if and $request $most }}
{{- if gt (include $convert $request | float64) (include $convert $most | float64) }}
The {{ $name }} request of {{ $key }} is {{ $request }}, above its limit {{ $most }}: Kubernetes refuses such pods. Lower the request or raise the limit.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.jvm.extraOptions }}
{{- if regexMatch "^-(Xm[sx]|XX:(MaxRAM|InitialRAM|MinRAM|MaxHeapSize|InitialHeapSize))" . }}
jvm.extraOptions has {{ . }}, but the chart sizes the heap by the memory limit, and the kernel would kill a pod that goes beyond. Use jvm.heapPercent, tier or resources.
{{- end }}
{{- if regexMatch "^-XX:\\+Use[A-Za-z0-9]+GC$" . }}
jvm.extraOptions has {{ . }}, but the chart chooses the collector too, and the JVM does not start with two. Use jvm.gc (Serial or G1).
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.scaling" -}}
{{- $scaling := .Values.autoscaling }}
{{- $requests := (include "nexus-mcp.resources" . | fromYaml).requests | default dict }}
{{- $byConnections := include "nexus-mcp.scalesByConnections" . }}
{{- if ne $scaling.provider "none" }}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) }}
autoscaling.minReplicas is {{ $scaling.minReplicas }}, above maxReplicas {{ $scaling.maxReplicas }}: no count satisfies both. Lower one or raise the other.
{{- end }}
{{- if not (or $scaling.cpu.averageUtilization $scaling.memory.averageUtilization $byConnections (and (eq $scaling.provider "keda") $scaling.keda.triggers)) }}
autoscaling.provider is {{ $scaling.provider }}, but nothing is measured: cpu and memory are null, and connections are not used. Set autoscaling.cpu.averageUtilization, or autoscaling.connections.enabled: true where the metric is served, or provider: none.
{{- end }}
{{- range $name := list "cpu" "memory" }}
{{- if and (index $scaling $name).averageUtilization (not (get $requests $name)) }}
autoscaling.{{ $name }}.averageUtilization is a percentage of the request, but resources has no requests.{{ $name }}: the autoscaler could not compute it. Set the request, or averageUtilization: null.
{{- end }}
{{- end }}
{{- if and $.Values.vpa.enabled (ne $.Values.vpa.updateMode "Off") (or $scaling.cpu.averageUtilization $scaling.memory.averageUtilization) }}
vpa.updateMode is {{ $.Values.vpa.updateMode }} while {{ $scaling.provider }} scales by CPU or memory: both would answer the same load, one with larger and one with more pods, and swing. Set vpa.updateMode: "Off", which recommends only, or scale by connections alone.
{{- end }}
{{- end }}
{{- if eq $scaling.provider "keda" }}
{{- if and (eq (toString $scaling.connections.enabled) "true") (not $scaling.keda.prometheusAddress) }}
autoscaling.connections.enabled is true with keda, but autoscaling.keda.prometheusAddress is empty: KEDA has nobody to ask. Set it, such as http://prometheus.monitoring:9090, or connections.enabled: false.
{{- end }}
{{- if and (not (kindIs "invalid" $scaling.keda.fallbackReplicas)) (not (or $byConnections $scaling.keda.triggers)) }}
autoscaling.keda.fallbackReplicas is {{ $scaling.keda.fallbackReplicas }}, but KEDA has no fallback for CPU and memory, and there is no other trigger. Set it to null, or give a trigger.
{{- end }}
{{- end }}
{{- if and .Values.pdb.enabled (has (toString .Values.pdb.maxUnavailable) (list "0" "0%")) }}
pdb.maxUnavailable is {{ .Values.pdb.maxUnavailable }}: no pod could ever be evicted, and no node drained. Set at least 1, or pdb.enabled: false.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.stopping" -}}
{{- $values := .Values }}
{{- $needed := add $values.preStopSeconds $values.drain.pauseSeconds $values.drain.graceSeconds }}
{{- if le (int64 $values.terminationGracePeriodSeconds) $needed }}
terminationGracePeriodSeconds is {{ $values.terminationGracePeriodSeconds }}, not above preStopSeconds + drain.pauseSeconds + drain.graceSeconds ({{ $values.preStopSeconds }} + {{ $values.drain.pauseSeconds }} + {{ $values.drain.graceSeconds }} = {{ $needed }}): pods would be killed with calls at work. Set at least {{ add $needed 5 }}, or shorten the others.
{{- end }}
{{- with $values.strategy.rollingUpdate }}
{{- if and (eq $values.strategy.type "RollingUpdate") (has (toString .maxSurge) (list "0" "0%")) (has (toString .maxUnavailable) (list "0" "0%")) }}
strategy.rollingUpdate has maxSurge and maxUnavailable 0: no pod could be replaced. Set maxSurge: 1.
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.ports" -}}
{{- $values := .Values }}
{{- if eq (int $values.mcp.port) (int $values.mcp.opsPort) }}
mcp.port and mcp.opsPort are both {{ $values.mcp.port }}: probes and metrics, which ask nobody for a token, have a port of their own. Change one.
{{- end }}
{{- if and (eq $values.tunnel.mode "sidecar") (has (int $values.tunnel.localPort) (list (int $values.mcp.port) (int $values.mcp.opsPort))) }}
tunnel.localPort is {{ $values.tunnel.localPort }}, which the server in the same pod listens on too (mcp.port, mcp.opsPort). Change one.
{{- end }}
{{- if and $values.service.nodePort (eq $values.service.type "ClusterIP") }}
service.nodePort is {{ $values.service.nodePort }}, but service.type is ClusterIP, which opens no port on nodes. Set service.type: NodePort, or nodePort: null.
{{- end }}
{{- if and $values.nginx.enabled $values.nginx.service.nodePort (eq $values.nginx.service.type "ClusterIP") }}
nginx.service.nodePort is {{ $values.nginx.service.nodePort }}, but nginx.service.type is ClusterIP, which opens no port on nodes. Set nginx.service.type: NodePort, or nodePort: null.
{{- end }}
{{- end -}}

{{- /* Keys of the Secret that the pods read. */ -}}
{{- define "nexus-mcp.neededKeys" -}}
{{- $keys := .Values.secrets.keys -}}
{{- $needed := list -}}
{{- if .Values.mongodb.uriFromSecret -}}{{- $needed = append $needed $keys.mongoUri -}}{{- end -}}
{{- if ne .Values.tunnel.mode "none" -}}
{{- $needed = concat $needed (list $keys.sshKey $keys.sshKnownHosts) -}}
{{- if not .Values.tunnel.host -}}{{- $needed = append $needed $keys.sshHost -}}{{- end -}}
{{- with $keys.sshKeyPassphrase -}}{{- $needed = append $needed . -}}{{- end -}}
{{- if .Values.tunnel.addressFromSecret -}}{{- $needed = append $needed $keys.sshTunnelHost -}}{{- end -}}
{{- end -}}
{{- if include "nexus-mcp.takesTokens" . -}}{{- $needed = append $needed $keys.tokens -}}{{- end -}}
{{- with $keys.sealKeys -}}{{- $needed = append $needed . -}}{{- end -}}
{{- $needed | uniq | toJson -}}
{{- end -}}

{{- define "nexus-mcp.validate.secrets" -}}
{{- $secrets := .Values.secrets }}
{{- $external := $secrets.externalSecrets }}
{{- $needed := include "nexus-mcp.neededKeys" . | fromJsonArray }}
{{- if and $secrets.create $external.enabled }}
secrets.create and secrets.externalSecrets.enabled are both true: one Secret cannot have two makers. Set secrets.create: false.
{{- end }}
{{- if and $secrets.create (eq .Values.mcp.profile "production") }}
secrets.create is true with mcp.profile production: the values would be readable in the release for everyone who may read Secrets of Helm. Make the Secret yourself (secrets.existingSecret) or by secrets.externalSecrets; for development set mcp.profile: development.
{{- end }}
{{- if and $secrets.values (not $secrets.create) }}
secrets.values is given, but secrets.create is false: they would be stored in the release and used by nobody. Take them out, or set secrets.create: true (development only).
{{- end }}
{{- if $secrets.create }}
{{- range $needed }}
{{- if not (get $secrets.values .) }}
secrets.values has no {{ . }}, which the pods read: they would not start. Add it, or turn off what needs it (mongodb.uriFromSecret, tunnel.mode, mcp.auth.mode, secrets.keys).
{{- end }}
{{- end }}
{{- end }}
{{- if $external.enabled }}
{{- if not $external.secretStoreRef.name }}
secrets.externalSecrets.secretStoreRef.name is empty: the operator would not know where to read. Name a {{ $external.secretStoreRef.kind }}.
{{- end }}
{{- if not (or $external.data $external.extract) }}
secrets.externalSecrets has neither data nor extract: the Secret would be empty. Set data (one entry for each of {{ join ", " $needed }}), or extract: {key: …}.
{{- else if not $external.extract }}
{{- range $needed }}
{{- if not (hasKey $external.data .) }}
secrets.externalSecrets.data has no {{ . }}, which the pods read: they would not start. Add it, or turn off what needs it (mongodb.uriFromSecret, tunnel.mode, mcp.auth.mode, secrets.keys).
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $tracks := include "nexus-mcp.tracks" . | fromJsonArray }}
{{- $isFleet := or (gt (len $tracks) 1) (ne .Values.autoscaling.provider "none") (gt (int (index $tracks 0).replicas) 1) }}
{{- if and (not $secrets.keys.sealKeys) $isFleet }}
secrets.keys.sealKeys is empty, but there can be more than one replica: each would make a key of its own, and none could open what another has sealed. Name the key of the Secret (openssl rand -base64 32 makes a value), or run one replica.
{{- end }}
{{- end -}}

{{- /* Settings of the server that a value of the chart sets: the pod's environment wins over the file. */ -}}
{{- define "nexus-mcp.validate.config" -}}
{{- $config := .Values.config }}
{{- $owned := dict
    "http.host" "nothing: pods listen on all addresses"
    "http.port" "mcp.port"
    "http.version" "release.tracks"
    "http.allowed-hosts" "hosts and mcp.allowedHosts"
    "http.tls" "mcp.tls.existingSecret"
    "auth.mode" "mcp.auth.mode"
    "auth.tokens-file" "secrets.keys.tokens"
    "auth.grants-file" "mcp.auth.grants"
    "audit.to" "mcp.audit.to"
    "audit.file" "mcp.audit.to and mcp.audit.volume"
    "ops.host" "nothing: pods listen on all addresses"
    "ops.port" "mcp.opsPort"
    "fleet.seal-keys" "secrets.keys.sealKeys"
    "fleet.pod-ip" "nothing: it is the address of the pod"
    "log.level" "mcp.log.level"
    "log.format" "mcp.log.format"
    "stop.pause" "drain.pauseSeconds"
    "stop.grace" "drain.graceSeconds" }}
{{- if hasKey $config "profile" }}
config.profile has no effect, for the chart sets it. Use mcp.profile.
{{- end }}
{{- range $key, $instead := $owned }}
{{- $parts := splitList "." $key }}
{{- $section := get $config (index $parts 0) }}
{{- if and (kindIs "map" $section) (hasKey ($section | default dict) (index $parts 1)) }}
config.{{ $key }} has no effect, for the chart sets it. Use {{ $instead }}.
{{- end }}
{{- end }}
{{- if regexMatch "mongodb(\\+srv)?://[^/@\\s]*:[^/@\\s]*@" (toYaml $config) }}
config holds a connection string with a password, and would stand in a ConfigMap in clear. Leave the uri out there, and set it by extraEnv with a secretKeyRef: NEXUS_CONNECTIONS_REPORTING_URI is connections.reporting.uri.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.mongodb" -}}
{{- $connections := .Values.config.connections | default dict }}
{{- if .Values.mongodb.uriFromSecret }}
{{- if hasKey ($connections.default | default dict) "uri" }}
config.connections.default.uri has no effect, for mongodb.uriFromSecret is true. Take one of them out.
{{- end }}
{{- else if not $connections }}
{{- if eq .Values.mcp.profile "production" }}
mongodb.uriFromSecret is false and config has no connections: in the production profile the server does not start without MongoDB. Set uriFromSecret: true, or config.connections, or mcp.profile: development for the embedded database.
{{- else if ne .Values.tunnel.mode "none" }}
mongodb.uriFromSecret is false and config has no connections, so the embedded database serves, but tunnel.mode is {{ .Values.tunnel.mode }}: there is nothing to tunnel to. Set tunnel.mode: none, or uriFromSecret: true.
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.tunnel" -}}
{{- $tunnel := .Values.tunnel }}
{{- $isOpenSsh := has $tunnel.mode (list "sidecar" "shared") }}
{{- if $isOpenSsh }}
{{- if not .Values.mongodb.remoteHost }}
tunnel.mode is {{ $tunnel.mode }}, but mongodb.remoteHost is empty: OpenSSH cannot read it out of the connection string. Set it to MongoDB's host as the bastion sees it; the connection string in the Secret must name one host and not be mongodb+srv.
{{- end }}
{{- if .Values.secrets.keys.sshKeyPassphrase }}
tunnel.mode is {{ $tunnel.mode }} with secrets.keys.sshKeyPassphrase: OpenSSH has nobody to type a passphrase. Use a key without one and set sshKeyPassphrase: "", or tunnel.mode: inProcess.
{{- end }}
{{- if include "nexus-mcp.openshift" . }}
tunnel.mode is {{ $tunnel.mode }} on OpenShift: OpenSSH runs only for a user with a name, and OpenShift assigns ids without one. Use tunnel.mode: inProcess; or bind the service account to the SCC nonroot-v2 and set openshift: disabled.
{{- else if and .Values.podSecurityContext.runAsUser (ne (int .Values.podSecurityContext.runAsUser) 1000) }}
tunnel.mode is {{ $tunnel.mode }} with podSecurityContext.runAsUser {{ .Values.podSecurityContext.runAsUser }}: OpenSSH runs only for a user with a name, which in the tunnel's image is 1000. Use 1000, or tunnel.mode: inProcess.
{{- end }}
{{- $count := .Values.mongodb.uriFromSecret | ternary 1 0 }}
{{- range $name, $connection := .Values.config.connections }}
{{- $own := or (hasKey ($connection | default dict) "ssh") (hasKey ($connection | default dict) "tunnel") }}
{{- if not (or $own (and $.Values.mongodb.uriFromSecret (eq $name "default"))) }}{{ $count = add1 $count }}{{ end }}
{{- end }}
{{- if gt (int $count) 1 }}
tunnel.mode is {{ $tunnel.mode }}, which leads to one server, but {{ $count }} connections would go through it. Use tunnel.mode: inProcess, or give the others in config.connections an ssh or tunnel section of their own.
{{- end }}
{{- else if $tunnel.addressFromSecret }}
tunnel.addressFromSecret is true, but with tunnel.mode {{ $tunnel.mode }} the server dials no tunnel of somebody else. Set it to false, or tunnel.mode: sidecar or shared.
{{- end }}
{{- if and (eq $tunnel.mode "none") (or $tunnel.host $tunnel.jumpHosts) }}
tunnel.host or tunnel.jumpHosts is set, but tunnel.mode none dials MongoDB directly, around the bastion. Set tunnel.mode: inProcess, or take them out.
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.extras" -}}
{{- $track := include "nexus-mcp.tracks" . | fromJsonArray | first }}
{{- $names := list }}
{{- range include "nexus-mcp.environment" (dict "root" . "track" $track) | fromYamlArray }}{{ $names = append $names .name }}{{ end }}
{{- range .Values.extraEnv }}
{{- if has .name $names }}
extraEnv has {{ .name }}, which the chart or another entry sets already. Take it out, and use the value of the chart that stands for it.
{{- end }}
{{- $names = append $names .name }}
{{- end }}
{{- $volumes := eq .Values.tunnel.mode "sidecar" | ternary (list "ssh" "tunnel-tmp") list }}
{{- range (include "nexus-mcp.serverVolumes" . | fromJson).volumes }}
{{- if has .name $volumes }}
extraVolumes has {{ .name }}, a name that the pod has already. Rename it.
{{- end }}
{{- $volumes = append $volumes .name }}
{{- end }}
{{- $containers := list "nexus-mcp" "ssh-tunnel-sidecar" }}
{{- range concat .Values.initContainers .Values.extraContainers }}
{{- if has .name $containers }}
initContainers or extraContainers has {{ .name }}, a name that the pod has already. Rename it.
{{- end }}
{{- $containers = append $containers .name }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.access" -}}
{{- $auth := .Values.mcp.auth }}
{{- if include "nexus-mcp.asksIssuer" . }}
{{- if not $auth.oauth.issuer }}
mcp.auth.mode has oauth, but mcp.auth.oauth.issuer is empty: nobody could say whose tokens are good. Set it to the URL that stands in them as iss.
{{- end }}
{{- if not (or $auth.oauth.resource .Values.hosts) }}
mcp.auth.mode has oauth, but mcp.auth.oauth.resource and hosts are empty: clients could not be told what to ask a token for. Set resource to the URL that agents use, such as https://mcp.example.com/mcp, or hosts.
{{- end }}
{{- else if or $auth.oauth.issuer $auth.oauth.jwksUri }}
mcp.auth.oauth.issuer or jwksUri is set, but mcp.auth.mode is {{ $auth.mode }}: no token of an issuer is good. Set mode: oauth, or "token,oauth", or take them out.
{{- end }}
{{- if and $auth.grants (eq $auth.mode "none") }}
mcp.auth.grants is set with mcp.auth.mode none: all callers are anonymous, and none could be told from another. Set mcp.auth.mode: token, oauth or certificate, or take the grants out.
{{- end }}
{{- if and (include "nexus-mcp.asksCertificates" .) (not .Values.mcp.tls.existingSecret) }}
mcp.auth.mode has certificate, but mcp.tls.existingSecret is empty: clients show certificates only where the pods speak TLS. Name a Secret with tls.crt, tls.key and ca.crt.
{{- end }}
{{- if .Values.mcp.tls.existingSecret }}
{{- if and .Values.loadBalancer.enabled .Values.loadBalancer.tlsCertificateArn }}
mcp.tls.existingSecret and loadBalancer.tlsCertificateArn are both set: the load balancer would end TLS, and speak plain HTTP to pods that speak TLS. Take one of them out.
{{- end }}
{{- range $front := list "nginx" "ingress" "httpRoute" "istio" }}
{{- if (index $.Values $front).enabled }}
mcp.tls.existingSecret is set, and {{ $front }}.enabled is true: it would speak plain HTTP to pods that speak TLS. Let it end TLS and take the Secret out, or reach the pods by the Service or loadBalancer.
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.mongodb.writes (not .Values.mongodb.uriFromSecret) }}
mongodb.writes is true, but mongodb.uriFromSecret is false: it is about the connection of the Secret. Say writes: true in the connections of config that may be written.
{{- end }}
{{- if eq .Values.mcp.auth.mode "none" }}
{{- $service := .Values.service }}
{{- $balancer := .Values.loadBalancer }}
{{- $doors := list }}
{{- if or (eq $service.type "NodePort") (and (eq $service.type "LoadBalancer") (not $service.loadBalancerSourceRanges)) }}{{ $doors = append $doors (printf "service.type is %s" $service.type) }}{{ end }}
{{- if and $balancer.enabled (not $balancer.sourceRanges) (or (eq $balancer.provider "generic") (eq $balancer.scheme "internet-facing")) }}{{ $doors = append $doors "loadBalancer is open to everyone" }}{{ end }}
{{- if and .Values.nginx.enabled (ne .Values.nginx.service.type "ClusterIP") }}{{ $doors = append $doors (printf "nginx.service.type is %s" .Values.nginx.service.type) }}{{ end }}
{{- if and .Values.ingress.enabled (not (or .Values.ingress.tlsSecret .Values.certificate.enabled)) }}{{ $doors = append $doors "ingress has no TLS" }}{{ end }}
{{- if $doors }}
mcp.auth.mode is none, and {{ join ", " $doors }}: everyone who finds the address could read the databases. Set mcp.auth.mode: token, or let nobody in but what checks callers (source ranges, an internal scheme, an Ingress with TLS that asks for a login).
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.balancers" -}}
{{- $service := .Values.service }}
{{- $balancer := .Values.loadBalancer }}
{{- $isAws := hasPrefix "service.k8s.aws/" $service.loadBalancerClass }}
{{- range $key, $_ := $service.annotations }}
{{- if hasPrefix "service.beta.kubernetes.io/aws-" $key }}{{ $isAws = true }}{{ end }}
{{- end }}
{{- if and (eq $service.type "LoadBalancer") (eq $service.sessionAffinity "ClientIP") $isAws }}
service.type is LoadBalancer on AWS with sessionAffinity ClientIP: AWS refuses the Service (unsupported load balancer affinity). Set sessionAffinity: None; Nexus needs none. To keep clients on a pod, use loadBalancer with provider aws and clientAffinitySeconds.
{{- end }}
{{- if and $service.loadBalancerSourceRanges (ne $service.type "LoadBalancer") }}
service.loadBalancerSourceRanges is set, but service.type is {{ $service.type }}, which does not look at it. Use networkPolicy.ingressFrom to say who may call, or service.type: LoadBalancer.
{{- end }}
{{- if $balancer.enabled }}
{{- if and (eq $balancer.provider "aws-legacy") (gt (int $balancer.clientAffinitySeconds) 0) }}
loadBalancer.clientAffinitySeconds is {{ $balancer.clientAffinitySeconds }} with provider aws-legacy, which refuses a Service with affinity. Set it to 0, or use provider: aws (AWS Load Balancer Controller).
{{- end }}
{{- if and $balancer.tlsCertificateArn (not (hasPrefix "aws" $balancer.provider)) }}
loadBalancer.tlsCertificateArn is set, but provider {{ $balancer.provider }} has no certificates of AWS: clients would speak TLS to a port that does not. Take it out, and end TLS in an Ingress or a Gateway; or set provider: aws.
{{- end }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.edges" -}}
{{- if and .Values.ingress.enabled (not .Values.hosts) }}
ingress.enabled is true, but hosts is empty: the server answers 403 to names that it does not know. Set hosts to the names that clients use, such as [mcp.example.com].
{{- end }}
{{- if .Values.httpRoute.enabled }}
{{- if not .Values.httpRoute.parentRefs }}
httpRoute.enabled is true, but httpRoute.parentRefs is empty: no Gateway would take the route. Name one: parentRefs: [{name: my-gateway, namespace: gateways}].
{{- end }}
{{- if not .Values.hosts }}
httpRoute.enabled is true, but hosts is empty: the server answers 403 to names that it does not know. Set hosts to the names that clients use, such as [mcp.example.com].
{{- end }}
{{- end }}
{{- with .Values.certificate }}
{{- if .enabled }}
{{- if not .issuerRef.name }}
certificate.enabled is true, but certificate.issuerRef.name is empty: nobody would sign it. Name a {{ .issuerRef.kind }} of cert-manager.
{{- end }}
{{- if not $.Values.hosts }}
certificate.enabled is true, but hosts is empty: a certificate needs names. Set hosts, such as [mcp.example.com].
{{- end }}
{{- if ge (include "nexus-mcp.seconds" .renewBefore | float64) (include "nexus-mcp.seconds" .duration | float64) }}
certificate.renewBefore is {{ .renewBefore }}, not below certificate.duration {{ .duration }}: it would be renewed without end. Shorten it.
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.istio.enabled (without .Values.istio.gateways "mesh") (not .Values.hosts) }}
istio.gateways is set, but hosts is empty: the gateway would not know which calls are meant. Set hosts to the names that clients use, such as [mcp.example.com].
{{- end }}
{{- end -}}

{{- define "nexus-mcp.validate.monitoring" -}}
{{- $monitor := .Values.metrics.serviceMonitor }}
{{- if and (eq (toString $monitor.enabled) "true") .Values.metrics.podMonitor.enabled }}
metrics.serviceMonitor.enabled and metrics.podMonitor.enabled are both true: every pod would be scraped twice, and sums would be double. Turn one off.
{{- end }}
{{- if gt (include "nexus-mcp.seconds" $monitor.scrapeTimeout | float64) (include "nexus-mcp.seconds" $monitor.interval | float64) }}
metrics.serviceMonitor.scrapeTimeout is {{ $monitor.scrapeTimeout }}, above the interval {{ $monitor.interval }}: Prometheus refuses that. Shorten it.
{{- end }}
{{- end -}}

{{- /* A time in seconds: 1h30m is 5400; takes the time. */ -}}
{{- define "nexus-mcp.seconds" -}}
{{- $units := dict "ms" 0.001 "s" 1.0 "m" 60.0 "h" 3600.0 "d" 86400.0 -}}
{{- $sum := 0.0 -}}
{{- range regexFindAll "[0-9]+(ms|s|m|h|d)" . -1 -}}
{{- $sum = addf $sum (mulf (regexFind "^[0-9]+" . | float64) (get $units (regexFind "[a-z]+$" .))) -}}
{{- end -}}
{{- $sum -}}
{{- end -}}

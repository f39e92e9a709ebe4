{{- /* The pod of the server, the same for all tracks.
nexus-mcp.pod               the pod template's `metadata` and `spec`; takes a dict: root, track (of nexus-mcp.tracks)
nexus-mcp.environment       environment of the server container; takes a dict: root, track
nexus-mcp.serverVolumes     volumes and mounts of the server container: JSON {volumes, mounts}; takes the root context
nexus-mcp.mongoUri          the connection string, and what replaces its host; takes a dict: root, secret (its name), key
nexus-mcp.caFile            variable with the CA of MongoDB's certificate, or nothing; takes the root context
nexus-mcp.caVolume          its volume and mount: JSON {volume, mount}, or {}; takes the root context
nexus-mcp.spread            the field topologySpreadConstraints, or nothing; takes a dict: root, track, component
nexus-mcp.placement         affinity, nodes, tolerations and priority of the server's and the tunnel's pods; takes the root context
nexus-mcp.checksums         annotations that restart pods when the ConfigMap or a Secret made by the chart changes; takes the root context
*/ -}}

{{- define "nexus-mcp.checksums" -}}
{{- if .Values.config -}}
checksum/config: {{ include (print .Template.BasePath "/configmap.yaml") . | sha256sum }}
{{ end -}}
{{- if .Values.secrets.create -}}
checksum/secret: {{ include (print .Template.BasePath "/secret.yaml") . | sha256sum }}
{{ end -}}
{{- end -}}

{{- define "nexus-mcp.mongoUri" -}}
- name: MONGO_URI
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- with .root.Values.mongodb.remoteHost }}
- name: REMOTE_HOST
  value: {{ . | quote }}
{{- end }}
{{- with .root.Values.mongodb.remotePort }}
- name: REMOTE_PORT
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.caFile" -}}
{{- if .Values.mongodb.tls.caSecret.name }}
- name: NEXUS_CONNECTION_DEFAULTS_TLS_CA_FILE
  value: /etc/nexus/tls/ca.crt
{{- end }}
{{- end -}}

{{- define "nexus-mcp.caVolume" -}}
{{- with .Values.mongodb.tls.caSecret -}}
{{- if .name -}}
{{- $secret := dict "secretName" .name "defaultMode" 288 "items" (list (dict "key" .key "path" "ca.crt")) -}}
{{- $mount := dict "name" "mongodb-ca" "mountPath" "/etc/nexus/tls" "readOnly" true -}}
{{- dict "volume" (dict "name" "mongodb-ca" "secret" $secret) "mount" $mount | toJson -}}
{{- else -}}
{}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.environment" -}}
{{- $values := .root.Values -}}
{{- $secret := include "nexus-mcp.secretName" .root -}}
- name: MCP_HOST
  value: 0.0.0.0
- name: MCP_PORT
  value: {{ $values.mcp.port | quote }}
- name: OPS_HOST
  value: 0.0.0.0
- name: OPS_PORT
  value: {{ $values.mcp.opsPort | quote }}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: NEXUS_PROFILE
  value: {{ $values.mcp.profile }}
- name: NEXUS_HTTP_VERSION
  value: {{ .track.version | quote }}
{{ include "nexus-mcp.accessEnv" .root }}
{{- with $values.secrets.keys.sealKeys }}
- name: NEXUS_SEAL_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ . }}
{{- end }}
- name: NEXUS_ALLOWED_HOSTS
  value: {{ include "nexus-mcp.hosts" .root | fromJsonArray | join "," | quote }}
{{- if $values.config }}
- name: NEXUS_CONFIG
  value: /etc/nexus/config/nexus.yaml
{{- end }}
- name: NEXUS_LOG_LEVEL
  value: {{ $values.mcp.log.level }}
- name: NEXUS_LOG_FORMAT
  value: {{ $values.mcp.log.format }}
- name: NEXUS_STOP_PAUSE
  value: {{ $values.drain.pauseSeconds }}s
- name: NEXUS_STOP_GRACE
  value: {{ $values.drain.graceSeconds }}s
{{- if $values.mongodb.uriFromSecret }}
{{ include "nexus-mcp.mongoUri" (dict "root" .root "secret" $secret "key" $values.secrets.keys.mongoUri) }}
{{- end }}
{{- include "nexus-mcp.caFile" .root }}
{{- include "nexus-mcp.serverTunnel" .root }}
- name: JDK_JAVA_OPTIONS
  value: {{ include "nexus-mcp.javaOptions" .root | quote }}
{{- end -}}

{{- /* Secrets are mounted as directories, never by subPath, so that new keys arrive in running pods. */ -}}
{{- define "nexus-mcp.serverVolumes" -}}
{{- $values := .Values -}}
{{- $volumes := list (dict "name" "tmp" "emptyDir" (dict "sizeLimit" "64Mi")) -}}
{{- $mounts := list (dict "name" "tmp" "mountPath" "/tmp") -}}
{{- if $values.config -}}
{{- $volumes = append $volumes (dict "name" "config" "configMap" (dict "name" (include "nexus-mcp.configName" .))) -}}
{{- $mounts = append $mounts (dict "name" "config" "mountPath" "/etc/nexus/config" "readOnly" true) -}}
{{- end -}}
{{- $access := include "nexus-mcp.accessVolumes" . | fromJson -}}
{{- $volumes = concat $volumes $access.volumes -}}
{{- $mounts = concat $mounts $access.mounts -}}
{{- if eq $values.tunnel.mode "inProcess" -}}
{{- $volumes = concat $volumes (include "nexus-mcp.sshVolume" . | fromYamlArray) -}}
{{- $mounts = append $mounts (dict "name" "ssh" "mountPath" "/etc/nexus/ssh" "readOnly" true) -}}
{{- end -}}
{{- with include "nexus-mcp.caVolume" . | fromJson -}}
{{- $volumes = append $volumes .volume -}}
{{- $mounts = append $mounts .mount -}}
{{- end -}}
{{- dict "volumes" (concat $volumes $values.extraVolumes) "mounts" (concat $mounts $values.extraVolumeMounts) | toJson -}}
{{- end -}}

{{- /* By default spread is asked for, not demanded: a cluster of one node or zone runs the fleet too. matchLabelKeys counts the
pods of one revision, so that a rollout ends spread as well. */ -}}
{{- define "nexus-mcp.spread" -}}
{{- $constraints := .root.Values.topologySpreadConstraints -}}
{{- if kindIs "invalid" $constraints }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "nexus-mcp.selectorLabels" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- else if $constraints }}
topologySpreadConstraints:
  {{- toYaml $constraints | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.placement" -}}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.pod" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $volumes := include "nexus-mcp.serverVolumes" $root | fromJson -}}
{{- $labels := dict "root" $root "component" "server" "track" .track.name "version" .track.version "labels" $values.podLabels -}}
{{- $annotations := include "nexus-mcp.checksums" $root | fromYaml -}}
{{- $annotations = merge (deepCopy $values.podAnnotations) $annotations (include "nexus-mcp.istioExclusions" $root | fromYaml) -}}
metadata:
  labels:
    {{- include "nexus-mcp.podLabels" $labels | nindent 4 }}
  annotations:
    kubectl.kubernetes.io/default-container: nexus-mcp
    {{- with omit $annotations "kubectl.kubernetes.io/default-container" }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "nexus-mcp.serviceAccount" $root }}
  automountServiceAccountToken: false
  # A Service of the namespace called "ssh" or "mcp" would set SSH_PORT or MCP_PORT.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with include "nexus-mcp.podSecurityContext" $root }}
  {{- nindent 2 . }}
  {{- end }}
  {{- with include "nexus-mcp.pullSecrets" $root }}
  {{- trim . | nindent 2 }}
  {{- end }}
  {{- with $values.hostAliases }}
  hostAliases:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.dnsConfig }}
  dnsConfig:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with include "nexus-mcp.placement" $root }}
  {{- trim . | nindent 2 }}
  {{- end }}
  {{- with include "nexus-mcp.spread" (dict "root" $root "component" "server" "track" .track.name) }}
  {{- trim . | nindent 2 }}
  {{- end }}
  {{- if or (eq $values.tunnel.mode "sidecar") $values.initContainers }}
  initContainers:
    {{- if eq $values.tunnel.mode "sidecar" }}
    # A native sidecar: started before the server, stopped after it.
    - {{ include "nexus-mcp.tunnelContainer" (dict "root" $root "name" "ssh-tunnel-sidecar" "address" "127.0.0.1") | indent 6 | trim }}
      restartPolicy: Always
      # An open port proves nothing, so MongoDB is asked for its greeting. The probe may take 7 seconds.
      startupProbe:
        exec:
          command: [/usr/local/bin/healthy]
        periodSeconds: 2
        timeoutSeconds: 8
        failureThreshold: 30
    {{- end }}
    {{- with $values.initContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  containers:
    - name: nexus-mcp
      image: {{ .track.image }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      ports:
        - name: http
          containerPort: {{ $values.mcp.port }}
        - name: metrics
          containerPort: {{ $values.mcp.opsPort }}
      env:
        {{- include "nexus-mcp.environment" . | nindent 8 }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $values.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      resources:
        {{- include "nexus-mcp.resources" $root | nindent 8 }}
      {{- with include "nexus-mcp.securityContext" $root }}
      {{- nindent 6 . }}
      {{- end }}
      # Start-up and liveness never ask the tunnel or MongoDB: a restart would not mend them.
      startupProbe:
        httpGet:
          path: /live
          port: metrics
        {{- toYaml $values.probes.startup | nindent 8 }}
      livenessProbe:
        httpGet:
          path: /live
          port: metrics
        {{- toYaml $values.probes.liveness | nindent 8 }}
      readinessProbe:
        httpGet:
          path: /ready
          port: http
          {{- if $values.mcp.tls.existingSecret }}
          scheme: HTTPS
          {{- end }}
        {{- toYaml $values.probes.readiness | nindent 8 }}
      {{- if $values.preStopSeconds }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ $values.preStopSeconds }}
      {{- end }}
      volumeMounts:
        {{- toYaml $volumes.mounts | nindent 8 }}
    {{- with $values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    {{- toYaml $volumes.volumes | nindent 4 }}
    {{- if eq $values.tunnel.mode "sidecar" }}
    {{- include "nexus-mcp.tunnelVolumes" $root | nindent 4 }}
    {{- end }}
{{- end -}}

{{- /* One job of backup or restore.
nexus-mcp.job.environment  of each of its containers; takes a dict: root, job (of nexus-mcp.backup.jobs)
nexus-mcp.job.volumes      JSON {volumes, mounts}; takes a dict: root, job
nexus-mcp.job.container    one container; takes a dict: root, job, name, words, mounts
nexus-mcp.job.scratch      the database of a drill, a native sidecar; takes the root context
nexus-mcp.job.spec         `spec` of the Job; takes a dict: root, job
*/ -}}

{{- define "nexus-mcp.job.environment" -}}
{{- $values := .root.Values -}}
{{- $store := $values.backup.store -}}
- name: NEXUS_CONFIG
  value: /etc/nexus/config/nexus.yaml
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
# For roles by web identity: the region of the token service.
- name: AWS_REGION
  value: {{ $store.region }}
{{- $credentials := and .job.deletes $store.deletingSecret | default $store.existingSecret }}
{{- $bySecret := list
    (list $credentials "AWS_ACCESS_KEY_ID" $store.keys.accessKeyId)
    (list $credentials "AWS_SECRET_ACCESS_KEY" $store.keys.secretAccessKey)
    (list $credentials "AWS_SESSION_TOKEN" $store.keys.sessionToken)
    (list $store.existingSecret "BACKUP_BUCKET" $store.keys.bucket)
    (list $store.existingSecret "BACKUP_RECIPIENTS" $store.keys.recipients) }}
{{- range $bySecret }}
{{- if and (first .) (last .) }}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef:
      name: {{ first . }}
      key: {{ last . }}
      {{- if eq (index . 1) "AWS_SESSION_TOKEN" }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- if .job.database }}
{{- if and (eq $values.backup.data.connection "default") (or .job.uriSecret $values.mongodb.uriFromSecret) }}
{{ include "nexus-mcp.mongoUri" (dict "root" .root
    "secret" (.job.uriSecret | default (include "nexus-mcp.secretName" .root))
    "key" (empty .job.uriSecret | ternary $values.secrets.keys.mongoUri "mongo-uri")) }}
{{- end }}
{{- include "nexus-mcp.caFile" .root }}
{{- if ne $values.tunnel.mode "none" }}
{{ include "nexus-mcp.inProcessTunnel" .root }}
{{- end }}
{{- end }}
{{- if .job.identity }}
- name: BACKUP_IDENTITY_FILE
  value: /app/identity/identity
{{- end }}
{{- if .job.isDrill }}
- name: NEXUS_BACKUP_DRILL_URI
  value: mongodb://127.0.0.1:{{ $values.restoreDrill.scratch.port }}/?directConnection=true
{{- end }}
{{- if .job.smoke }}
- name: NEXUS_BACKUP_MCP_URL
  value: {{ include "nexus-mcp.backup.smokeUrl" .root }}
{{- if include "nexus-mcp.takesTokens" .root }}
- name: NEXUS_BACKUP_MCP_TOKEN_FILE
  value: /etc/nexus/token/token
{{- end }}
{{- end }}
# Without a CPU limit the JVM would size its pools by the node.
- name: JDK_JAVA_OPTIONS
  value: {{ concat (list (printf "-XX:MaxRAMPercentage=%v" $values.backup.jobs.heapPercent) "-XX:ActiveProcessorCount=2") $values.backup.jobs.javaOptions | join " " | quote }}
{{- with $values.backup.jobs.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.job.volumes" -}}
{{- $values := .root.Values -}}
{{- $config := dict "name" (printf "%s-%s" (include "nexus-mcp.backup.prefix" .root) (.job.isHook | ternary "backup-preupgrade" "backup")) "items" (list (dict "key" (include "nexus-mcp.backup.configKey" .) "path" "nexus.yaml")) -}}
{{- $volumes := list (dict "name" "tmp" "emptyDir" (dict "sizeLimit" "64Mi")) (dict "name" "config" "configMap" $config) -}}
{{- $mounts := list (dict "name" "tmp" "mountPath" "/tmp") (dict "name" "config" "mountPath" "/etc/nexus/config" "readOnly" true) -}}
{{- if .job.database -}}
{{- if ne $values.tunnel.mode "none" -}}
{{- $volumes = concat $volumes (include "nexus-mcp.sshVolume" .root | fromYamlArray) -}}
{{- $mounts = append $mounts (dict "name" "ssh" "mountPath" "/etc/nexus/ssh" "readOnly" true) -}}
{{- end -}}
{{- with include "nexus-mcp.caVolume" .root | fromJson -}}
{{- $volumes = append $volumes .volume -}}
{{- $mounts = append $mounts .mount -}}
{{- end -}}
{{- end -}}
{{- with .job.identity -}}
{{- $items := list (dict "key" "identity" "path" "identity") -}}
{{- $volumes = append $volumes (dict "name" "identity" "secret" (dict "secretName" . "defaultMode" 288 "items" $items)) -}}
{{- $mounts = append $mounts (dict "name" "identity" "mountPath" "/app/identity" "readOnly" true) -}}
{{- end -}}
{{- if and .job.smoke (include "nexus-mcp.takesTokens" .root) -}}
{{- $smoke := $values.restore.smokeQuery -}}
{{- $items := list (dict "key" ($smoke.tokenKey | default $values.secrets.keys.testToken) "path" "token") -}}
{{- /* Where it is missing the program says so, and nothing is written. */ -}}
{{- $secret := dict "secretName" ($smoke.existingSecret | default (include "nexus-mcp.secretName" .root)) "defaultMode" 288 "optional" true "items" $items -}}
{{- $volumes = append $volumes (dict "name" "token" "secret" $secret) -}}
{{- $mounts = append $mounts (dict "name" "token" "mountPath" "/etc/nexus/token" "readOnly" true) -}}
{{- end -}}
{{- dict "volumes" $volumes "mounts" $mounts | toJson -}}
{{- end -}}

{{- define "nexus-mcp.job.container" -}}
name: {{ .name }}
image: {{ include "nexus-mcp.image" (dict "root" .root "image" .root.Values.image) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args:
  {{- toYaml .words | nindent 2 }}
env:
  {{- include "nexus-mcp.job.environment" . | nindent 2 }}
resources:
  {{- toYaml .root.Values.backup.jobs.resources | nindent 2 }}
{{- with include "nexus-mcp.securityContext" .root }}
{{ . }}
{{- end }}
volumeMounts:
  {{- toYaml .mounts | nindent 2 }}
{{- end -}}

{{- define "nexus-mcp.job.scratch" -}}
{{- $scratch := .Values.restoreDrill.scratch -}}
name: scratch
image: {{ include "nexus-mcp.image" (dict "root" . "image" $scratch.image) }}
imagePullPolicy: {{ $scratch.image.pullPolicy }}
# A native sidecar: up before the drill, and ended with it.
restartPolicy: Always
{{- with $scratch.command }}
command:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $scratch.args }}
args:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $scratch.env }}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
ports:
  - name: scratch
    containerPort: {{ $scratch.port }}
startupProbe:
  tcpSocket:
    port: scratch
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 90
resources:
  {{- toYaml $scratch.resources | nindent 2 }}
{{- with include "nexus-mcp.securityContext" . }}
{{ . }}
{{- end }}
volumeMounts:
  - name: scratch
    mountPath: {{ $scratch.dataPath }}
  - name: scratch-tmp
    mountPath: /tmp
{{- end -}}

{{- define "nexus-mcp.job.spec" -}}
{{- $root := .root -}}
{{- $job := .job -}}
{{- $jobs := .root.Values.backup.jobs -}}
{{- $shared := include "nexus-mcp.job.volumes" . | fromJson -}}
{{- /* A sidecar of the mesh would keep the pod from ending, and the ways out are none of the mesh's. */ -}}
{{- $mesh := $root.Values.istio.enabled | ternary (dict "sidecar.istio.io/inject" "false") dict -}}
activeDeadlineSeconds: {{ include "nexus-mcp.seconds" $job.deadline | float64 | int64 }}
backoffLimit: {{ int $job.backoffLimit }}
ttlSecondsAfterFinished: {{ int64 $jobs.ttlSecondsAfterFinished }}
podFailurePolicy:
  rules:
    # Settings that cannot be used, and damage, are the same at the next try; so is a target that does not fit, and somebody
    # waits for the answer.
    - action: FailJob
      onExitCodes:
        operator: In
        values: {{ $job.isSuspended | ternary "[2, 3, 5]" "[2, 5]" }}
    # A node that is drained is nobody's failure.
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget
template:
  metadata:
    labels:
      {{- include "nexus-mcp.podLabels" (dict "root" $root "component" $job.component "labels" (merge $mesh (deepCopy $jobs.podLabels))) | nindent 6 }}
    {{- with $jobs.podAnnotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    serviceAccountName: {{ $job.name }}
    automountServiceAccountToken: {{ $job.api }}
    enableServiceLinks: false
    # An upload that is told to stop aborts what it has begun.
    terminationGracePeriodSeconds: 60
    {{- with include "nexus-mcp.podSecurityContext" $root }}
    {{- nindent 4 . }}
    {{- end }}
    {{- with include "nexus-mcp.pullSecrets" $root }}
    {{- trim . | nindent 4 }}
    {{- end }}
    {{- with $root.Values.hostAliases }}
    hostAliases:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $root.Values.dnsConfig }}
    dnsConfig:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with include "nexus-mcp.placement" $root }}
    {{- trim . | nindent 4 }}
    {{- end }}
    {{- $before := initial $job.words }}
    {{- if or $before $job.isDrill }}
    initContainers:
      {{- if $job.isDrill }}
      - {{ include "nexus-mcp.job.scratch" $root | indent 8 | trim }}
      {{- end }}
      {{- range $before }}
      - {{ include "nexus-mcp.job.container" (dict "root" $root "job" $job "name" (printf "%s-%s" (index . 1) (index . 3)) "words" . "mounts" $shared.mounts) | indent 8 | trim }}
      {{- end }}
    {{- end }}
    containers:
      - {{ include "nexus-mcp.job.container" (dict "root" $root "job" $job "name" "backup" "words" (last $job.words) "mounts" $shared.mounts) | indent 8 | trim }}
    volumes:
      {{- toYaml $shared.volumes | nindent 6 }}
      {{- if $job.isDrill }}
      - name: scratch
        emptyDir:
          sizeLimit: {{ $root.Values.restoreDrill.scratch.size }}
      - name: scratch-tmp
        emptyDir:
          sizeLimit: 64Mi
      {{- end }}
{{- end -}}

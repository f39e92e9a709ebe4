{{- /* The way to MongoDB.
nexus-mcp.jumpPort           port of the first of the jump hosts, or nothing; takes the root context
nexus-mcp.dialedPort         port that is dialed on the way out: of the first jump host, or of the bastion; takes the root context
nexus-mcp.tunnelHost         entry `SSH_HOST` of an environment; takes a dict: root, name (of the variable)
nexus-mcp.tunnelEnvironment  environment of the tunnel's own container; takes a dict: root, address (where it listens)
nexus-mcp.tunnelContainer    the container of the tunnel, without its probes; takes a dict: root, name, address
nexus-mcp.tunnelVolumes      its volumes; takes the root context
nexus-mcp.sshVolume          volume with the key and the known hosts; takes the root context
nexus-mcp.inProcessTunnel    environment of a program that opens the tunnel itself; takes the root context
nexus-mcp.serverTunnel       environment of the server that leads through the tunnel; takes the root context
*/ -}}

{{- define "nexus-mcp.jumpPort" -}}
{{- with first .Values.tunnel.jumpHosts -}}
{{- regexFind ":[0-9]+$" . | trimPrefix ":" | default "22" -}}
{{- end -}}
{{- end -}}

{{- define "nexus-mcp.dialedPort" -}}
{{- include "nexus-mcp.jumpPort" . | default (toString .Values.tunnel.port) -}}
{{- end -}}

{{- define "nexus-mcp.tunnelHost" -}}
- name: {{ .name }}
  {{- if .root.Values.tunnel.host }}
  value: {{ .root.Values.tunnel.host | quote }}
  {{- else }}
  valueFrom:
    secretKeyRef:
      name: {{ include "nexus-mcp.secretName" .root }}
      key: {{ .root.Values.secrets.keys.sshHost }}
  {{- end }}
{{- end -}}

{{- define "nexus-mcp.tunnelEnvironment" -}}
{{- $tunnel := .root.Values.tunnel -}}
{{- include "nexus-mcp.tunnelHost" (dict "root" .root "name" "SSH_HOST") }}
- name: SSH_PORT
  value: {{ $tunnel.port | quote }}
- name: SSH_USER
  value: {{ $tunnel.user | quote }}
{{- with $tunnel.jumpHosts }}
- name: SSH_JUMP_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
- name: SSH_KEEPALIVE
  value: {{ $tunnel.keepalive.seconds | quote }}
- name: SSH_KEEPALIVE_MISSES
  value: {{ $tunnel.keepalive.misses | quote }}
- name: LOCAL_ADDRESS
  value: {{ .address | quote }}
- name: LOCAL_PORT
  value: {{ $tunnel.localPort | quote }}
- name: REMOTE_HOST
  value: {{ .root.Values.mongodb.remoteHost | quote }}
- name: REMOTE_PORT
  value: {{ .root.Values.mongodb.remotePort | default 27017 | quote }}
{{- end -}}

{{- define "nexus-mcp.tunnelContainer" -}}
name: {{ .name }}
image: {{ include "nexus-mcp.image" (dict "root" .root "image" .root.Values.tunnel.image) }}
imagePullPolicy: {{ .root.Values.tunnel.image.pullPolicy }}
ports:
  - name: tunnel
    containerPort: {{ .root.Values.tunnel.localPort }}
env:
  {{- include "nexus-mcp.tunnelEnvironment" . | nindent 2 }}
{{- with .root.Values.tunnel.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "nexus-mcp.tunnelSecurityContext" .root }}
{{ . }}
{{- end }}
volumeMounts:
  - name: ssh
    mountPath: /etc/nexus/ssh
    readOnly: true
  - name: tunnel-tmp
    mountPath: /tmp
{{- end -}}

{{- define "nexus-mcp.tunnelVolumes" -}}
{{- include "nexus-mcp.sshVolume" . }}
- name: tunnel-tmp
  emptyDir:
    medium: Memory
    sizeLimit: 1Mi
{{- end -}}

{{- /* OpenSSH checks the mode of a key only where it owns it: root owns it here, and the pod's group may read. */ -}}
{{- define "nexus-mcp.sshVolume" -}}
{{- $keys := .Values.secrets.keys -}}
- name: ssh
  secret:
    secretName: {{ include "nexus-mcp.secretName" . }}
    defaultMode: 0440
    items:
      - key: {{ $keys.sshKey }}
        path: key
      - key: {{ $keys.sshKnownHosts }}
        path: known_hosts
      {{- with $keys.sshKeyPassphrase }}
      - key: {{ . }}
        path: passphrase
      {{- end }}
{{- end -}}

{{- /* The short names stand for the connection `default`, which the URI of the Secret makes. Where `config` has connections, the
tunnel belongs to all of them: none is dialed around the bastion. */ -}}
{{- define "nexus-mcp.inProcessTunnel" -}}
{{- $values := .Values -}}
{{- $tunnel := $values.tunnel -}}
{{- $isOnly := and $values.mongodb.uriFromSecret (not (omit ($values.config.connections | default dict) "default")) -}}
{{- $prefix := $isOnly | ternary "" "NEXUS_CONNECTION_DEFAULTS_" -}}
{{- include "nexus-mcp.tunnelHost" (dict "root" . "name" (printf "%sSSH_HOST" $prefix)) }}
- name: {{ $prefix }}SSH_PORT
  value: {{ $tunnel.port | quote }}
- name: {{ $prefix }}SSH_USER
  value: {{ $tunnel.user | quote }}
- name: {{ $prefix }}SSH_KEY_FILE
  value: /etc/nexus/ssh/key
- name: {{ $prefix }}SSH_KNOWN_HOSTS_FILE
  value: /etc/nexus/ssh/known_hosts
{{- if $values.secrets.keys.sshKeyPassphrase }}
- name: {{ $prefix }}SSH_KEY_PASSPHRASE_FILE
  value: /etc/nexus/ssh/passphrase
{{- end }}
{{- with $tunnel.jumpHosts }}
- name: NEXUS_CONNECTION_DEFAULTS_SSH_JUMP_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
{{- end -}}

{{- define "nexus-mcp.serverTunnel" -}}
{{- $values := .Values -}}
{{- $tunnel := $values.tunnel -}}
{{- if eq $tunnel.mode "inProcess" }}
{{ include "nexus-mcp.inProcessTunnel" . }}
{{- else if ne $tunnel.mode "none" }}
{{- /* Leads to one server, that of the URI. */}}
{{- $isShort := $values.mongodb.uriFromSecret }}
- name: {{ $isShort | ternary "SSH_TUNNEL_HOST" "NEXUS_CONNECTION_DEFAULTS_TUNNEL_HOST" }}
  {{- if $tunnel.addressFromSecret }}
  valueFrom:
    secretKeyRef:
      name: {{ include "nexus-mcp.secretName" . }}
      key: {{ $values.secrets.keys.sshTunnelHost }}
  {{- else if eq $tunnel.mode "sidecar" }}
  value: 127.0.0.1
  {{- else }}
  value: {{ include "nexus-mcp.tunnelName" . }}
  {{- end }}
- name: {{ $isShort | ternary "SSH_TUNNEL_PORT" "NEXUS_CONNECTION_DEFAULTS_TUNNEL_PORT" }}
  value: {{ $tunnel.localPort | quote }}
{{- end }}
{{- end -}}

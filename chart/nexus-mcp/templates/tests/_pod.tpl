{{- /* One pod for `helm test`; takes a dict: root, test (its word in files/tests.sh), weight (the order).
The pods stay until the next run, so that `helm test --logs` can show what they found: it reads the logs after the last one. */ -}}
{{- define "nexus-mcp.testPod" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $name := printf "%s-test-%s" (include "nexus-mcp.fullname" $root) .test -}}
{{- $annotations := dict "helm.sh/hook" "test" "helm.sh/hook-weight" (toString .weight) "helm.sh/hook-delete-policy" "before-hook-creation" -}}
{{- /* Behind strict mTLS only a pod of the mesh is let in; elsewhere a sidecar would keep the pod from ending. */ -}}
{{- $mesh := dict -}}
{{- if $values.istio.enabled -}}
{{- $isGuarded := or (eq $values.istio.mtls "STRICT") (not (empty $values.istio.allowedPrincipals)) -}}
{{- $mesh = dict "sidecar.istio.io/inject" ($isGuarded | ternary "true" "false") -}}
{{- /* The server's ops port bypasses its sidecar, so it must be dialed without one. */ -}}
{{- if $isGuarded -}}
{{- $_ := set $annotations "traffic.sidecar.istio.io/excludeOutboundPorts" (toString $values.mcp.opsPort) -}}
{{- end -}}
{{- end -}}
apiVersion: v1
kind: Pod
metadata:
  {{- include "nexus-mcp.metadata" (dict "root" $root "name" $name "component" "test" "annotations" $annotations "labels" $mesh) | nindent 2 }}
spec:
  restartPolicy: Never
  activeDeadlineSeconds: 300
  serviceAccountName: {{ include "nexus-mcp.serviceAccount" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "nexus-mcp.pullSecrets" $root }}
  {{- nindent 2 . }}
  {{- end }}
  {{- with include "nexus-mcp.podSecurityContext" $root }}
  {{- nindent 2 . }}
  {{- end }}
  {{- with include "nexus-mcp.placement" $root }}
  {{- trim . | nindent 2 }}
  {{- end }}
  containers:
    - name: test
      image: {{ include "nexus-mcp.image" (dict "root" $root "image" $values.image) }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      command: [bash, /tests/tests.sh, {{ .test }}]
      env:
        - name: SERVICE
          value: {{ include "nexus-mcp.service" $root }}
        - name: SERVICE_PORT
          value: {{ $values.service.port | quote }}
        - name: METRICS
          value: {{ include "nexus-mcp.metricsService" $root }}
        - name: METRICS_PORT
          value: {{ $values.mcp.opsPort | quote }}
        - name: TUNNEL_MODE
          value: {{ $values.tunnel.mode }}
        - name: SCHEME
          value: {{ include "nexus-mcp.scheme" $root }}
        - name: AUTH_MODE
          value: {{ $values.mcp.auth.mode | quote }}
        {{- if ne $values.mcp.auth.mode "none" }}
        - name: SECRET_NAME
          value: {{ include "nexus-mcp.secretName" $root }}
        {{- end }}
        {{- if and (ne $values.mcp.auth.mode "none") $values.secrets.keys.testToken }}
        - name: TOKEN_KEY
          value: {{ $values.secrets.keys.testToken }}
        - name: TOKEN
          valueFrom:
            secretKeyRef:
              name: {{ include "nexus-mcp.secretName" $root }}
              key: {{ $values.secrets.keys.testToken }}
              optional: true
        {{- end }}
        - name: DATABASE
          value: {{ $values.tests.database | quote }}
        - name: COLLECTION
          value: {{ $values.tests.collection | quote }}
      {{- with $values.tests.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with include "nexus-mcp.securityContext" $root }}
      {{- nindent 6 . }}
      {{- end }}
      volumeMounts:
        - name: tests
          mountPath: /tests
          readOnly: true
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: tests
      configMap:
        name: {{ include "nexus-mcp.fullname" $root }}-tests
    - name: tmp
      emptyDir:
        sizeLimit: 16Mi
{{- end -}}

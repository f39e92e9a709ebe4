{{- /* nexus-mcp.budget  a PodDisruptionBudget; takes a dict: root, name, component, and if wanted track */ -}}
{{- define "nexus-mcp.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "nexus-mcp.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .root.Values.pdb.maxUnavailable }}
  unhealthyPodEvictionPolicy: {{ .root.Values.pdb.unhealthyPodEvictionPolicy }}
  selector:
    matchLabels:
      {{- include "nexus-mcp.selectorLabels" . | nindent 6 }}
{{- end -}}

/// MCP clients that call a fleet as agents do, and keep count of what became of every call. Knows nothing of
/// Kubernetes.
package nexus.chart.load;

package nexus.chart.load;

/// The two kinds of MCP that a fleet serves.
public enum Era {
    /// No session: version and capabilities are in every request.
    STATELESS("2026-07-28"),
    /// `initialize` first; the session's id is in every request.
    SESSION("2025-11-25");

    private final String revision;

    Era(String revision) {
        this.revision = revision;
    }

    public String revision() {
        return revision;
    }
}

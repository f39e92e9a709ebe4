package nexus.mcp.catalog;

/// What a call of a tool leaves behind, as clients are told of it (MCP 2026-07-28 "server/tools, tool annotations").
public enum Effect {
    /// Nothing.
    READS("\"readOnlyHint\":true"),
    /// More than there was; what was there stays as it is.
    ADDS("\"readOnlyHint\":false,\"destructiveHint\":false"),
    /// Something is changed or gone; the same call once more may change more.
    CHANGES("\"readOnlyHint\":false,\"destructiveHint\":true"),
    /// Something is changed or gone; the same call once more finds nothing left to do.
    SETTLES("\"readOnlyHint\":false,\"destructiveHint\":true,\"idempotentHint\":true");

    private final String hints;

    Effect(String hints) {
        this.hints = hints;
    }

    /// Members of the JSON object `annotations`.
    String hints() {
        return hints;
    }
}

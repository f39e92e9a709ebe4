package nexus.mcp.fleet;

/// What a sealed token is for.
public enum Use {
    /// `requestState` of MCP 2026-07-28.
    STATE,
    /// The argument `confirm` of a tool.
    CONFIRMATION,
    /// `Mcp-Session-Id` of the handshake revisions.
    SESSION,
    /// The id of a question that a legacy client is asked.
    QUESTION,
    /// `nextCursor` of a list.
    CURSOR,
    /// `nextCursor` in the result of a tool.
    PAGE,
    /// What one replica asks another.
    PEER,
    /// What the other answers.
    PEER_ANSWER
}

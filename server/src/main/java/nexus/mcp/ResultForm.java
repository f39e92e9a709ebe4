package nexus.mcp;

/// How a tool's result reaches clients that can read `structuredContent`; older clients always get text.
public enum ResultForm {
    /// `structuredContent` and one short sentence of text: nothing is sent twice.
    STRUCTURED,
    /// The JSON as text only, for hosts that show nothing but text to their model.
    TEXT,
    /// Both, at twice the size.
    BOTH
}

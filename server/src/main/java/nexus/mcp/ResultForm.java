package nexus.mcp;

/// How a tool's result reaches clients that can read `structuredContent`; older clients always get text.
public enum ResultForm {
    /// The JSON as text only: what every host shows to its model.
    TEXT,
    /// `structuredContent` and one short sentence of text, for hosts that read the former.
    STRUCTURED,
    /// Both, at twice the size.
    BOTH
}

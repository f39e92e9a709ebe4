package nexus.mcp.json;

/// The bytes are not the JSON that was expected; the message says what and where.
public final class BadJson extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message what was expected, or where the JSON breaks off
    public BadJson(String message) {
        super(message);
    }
}

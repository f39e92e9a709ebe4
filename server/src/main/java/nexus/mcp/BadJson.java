package nexus.mcp;

/// The bytes are not the JSON that was expected; the message says what and where.
final class BadJson extends Exception {
    private static final long serialVersionUID = 1L;

    BadJson(String message) {
        super(message);
    }
}

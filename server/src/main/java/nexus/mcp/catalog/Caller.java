package nexus.mcp.catalog;

/// Who sent a request.
///
/// @param name the name of the token it came with, or `anonymous`
public record Caller(String name) {
    /// A caller of a server without authentication.
    public static final Caller ANONYMOUS = new Caller("anonymous");
}

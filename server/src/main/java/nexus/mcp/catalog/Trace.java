package nexus.mcp.catalog;

import java.util.regex.Pattern;

/// The trace that a request belongs to (W3C Trace Context, level 1).
///
/// @param parent the `traceparent`, or empty where the client sent none that is well formed
public record Trace(String parent) {
    /// Of a request that belongs to none.
    public static final Trace NONE = new Trace("");

    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /// The trace of a `traceparent`; none where it is not well formed.
    public static Trace of(String parent) {
        return PARENT.matcher(parent).matches() ? new Trace(parent) : NONE;
    }
}

package nexus.config;

/// One thing that is wrong with the configuration, and what to write instead.
///
/// @param key     the setting, such as `http.port`
/// @param origin  where the value came from, such as `MCP_PORT in the environment`, or `not set anywhere`
/// @param what    what is wrong, without the value of a secret
/// @param allowed what may be written
/// @param example one line that works
public record Problem(String key, String origin, String what, String allowed, String example) {
    @Override
    public String toString() {
        var end = what.endsWith("?") ? " " : ". ";
        return key + " (" + origin + "): " + what + end + "Allowed: " + allowed + ". Example: " + example;
    }
}

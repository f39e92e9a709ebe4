package nexus.config;

/// A value that must never be printed.
///
/// @param value the secret itself
public record Secret(String value) {
    @Override
    public String toString() {
        return "<hidden>";
    }
}

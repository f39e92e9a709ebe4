package nexus.config;

/// A text is not YAML, or not clearly so; the message tells the line.
public final class UnreadableYaml extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableYaml(String message) {
        super(message);
    }
}

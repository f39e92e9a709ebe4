package nexus.backup.resources;

/// The cluster could not be asked, or refused; the message says what was tried and what to do.
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}

package nexus.backup.restore;

/// A restore cannot begin or go on; the message says what stands in the way, on which namespace, and what to do.
public final class RestoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final When when;

    private enum When {
        PLANNING,
        BEFORE,
        AMID
    }

    private RestoreException(String message, When when) {
        super(message);
        this.when = when;
    }

    /// What was asked for does not go with the run: the target was not even looked at.
    static RestoreException misasked(String message) {
        return new RestoreException(message, When.PLANNING);
    }

    /// Nothing was written.
    static RestoreException before(String message) {
        return new RestoreException(message, When.BEFORE);
    }

    /// Something was: called again the restore goes on.
    static RestoreException amid(String message) {
        return new RestoreException(message, When.AMID);
    }

    static RestoreException amid(String message, Exception cause) {
        var exception = amid(message);
        exception.initCause(cause);
        return exception;
    }

    /// Whether other arguments are needed.
    public boolean isMisasked() {
        return when == When.PLANNING;
    }

    /// Whether the target may have been changed.
    public boolean hasWritten() {
        return when == When.AMID;
    }
}

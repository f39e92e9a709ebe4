package nexus.backup.restore;

/// A restore cannot begin or go on; the message says what stands in the way, on which namespace, and what to do.
public final class RestoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean hasWritten;

    private RestoreException(String message, boolean hasWritten) {
        super(message);
        this.hasWritten = hasWritten;
    }

    /// Nothing was written.
    static RestoreException before(String message) {
        return new RestoreException(message, false);
    }

    /// Something was: called again the restore goes on.
    static RestoreException amid(String message) {
        return new RestoreException(message, true);
    }

    /// Whether the target may have been changed.
    public boolean hasWritten() {
        return hasWritten;
    }
}

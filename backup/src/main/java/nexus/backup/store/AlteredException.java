package nexus.backup.store;

/// An object is there, and its bytes are not those that were written.
public final class AlteredException extends StoreException {
    private static final long serialVersionUID = 1;

    AlteredException(String message) {
        super(message);
    }

    AlteredException(String message, Throwable cause) {
        super(message, cause);
    }
}

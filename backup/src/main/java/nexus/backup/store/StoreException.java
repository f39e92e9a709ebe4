package nexus.backup.store;

/// The store could not do what it was asked; the message says what, on which key, and what to do.
public sealed class StoreException extends RuntimeException permits AlteredException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

package nexus.mongo;

/// Something about the database went wrong; the message is one sentence without addresses, passwords or documents.
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what was tried, on what, and what to do
    public DatabaseException(String message) {
        super(message);
    }

    static DatabaseException malformed(String what, int at) {
        return new DatabaseException("the document is not valid BSON: " + what + " at byte " + at);
    }
}

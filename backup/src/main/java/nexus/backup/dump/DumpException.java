package nexus.backup.dump;

/// The source cannot be dumped. The message says what was tried, on which namespace and what to do, without addresses
/// or passwords.
public final class DumpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DumpException(String message) {
        super(message);
    }
}

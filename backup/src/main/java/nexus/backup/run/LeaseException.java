package nexus.backup.run;

/// A lease is somebody else's, or is no longer ours; the message says whose, and what to do.
public sealed class LeaseException extends RuntimeException permits LeaseHeldException {
    private static final long serialVersionUID = 1;

    public LeaseException(String message) {
        super(message);
    }
}

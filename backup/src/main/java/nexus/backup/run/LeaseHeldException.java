package nexus.backup.run;

/// Somebody else holds a lease. Later it may be free.
public final class LeaseHeldException extends LeaseException {
    private static final long serialVersionUID = 1;

    LeaseHeldException(String message) {
        super(message);
    }
}

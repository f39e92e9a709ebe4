package nexus.backup.drill;

/// The scratch database cannot be used; the message says why, and what to do.
public final class DrillException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DrillException(String message) {
        super(message);
    }
}

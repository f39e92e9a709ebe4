package nexus.access.audit;

/// The audit cannot be begun; the message says why and what to do.
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}

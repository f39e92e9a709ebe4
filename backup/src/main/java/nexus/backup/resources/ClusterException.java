package nexus.backup.resources;

/// The cluster could not be asked, or refused; the message says what was tried and what to do.
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NONE = 0;
    private static final int UNANSWERED = -1;

    /// Of the answer that refused, or one of the above.
    private final int code;

    private ClusterException(String message, int code) {
        super(message);
        this.code = code;
    }

    ClusterException(String message) {
        this(message, NONE);
    }

    ClusterException(String message, Throwable cause) {
        this(message, NONE);
        initCause(cause);
    }

    /// No answer came: what was asked for may be done or not.
    static ClusterException unanswered(String message, Throwable cause) {
        var exception = new ClusterException(message, UNANSWERED);
        exception.initCause(cause);
        return exception;
    }

    static ClusterException refused(String message, Answer answer) {
        return new ClusterException(message, answer.code());
    }

    boolean isUnanswered() {
        return code == UNANSWERED;
    }

    boolean isForbidden() {
        return code == Answer.FORBIDDEN;
    }
}

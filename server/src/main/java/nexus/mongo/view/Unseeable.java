package nexus.mongo.view;

/// A question about a collection of which something is kept back that cannot be asked without it. It has no stack trace
/// because it is an expected end.
public final class Unseeable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unseeable(String reason) {
        super(reason, null, false, false);
    }

    /// A sentence that says what to ask instead.
    public String reason() {
        return String.valueOf(getMessage());
    }
}

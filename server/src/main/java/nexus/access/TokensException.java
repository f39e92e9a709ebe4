package nexus.access;

/// The tokens file cannot be used; the message says which line and what is wrong.
public final class TokensException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokensException(String message) {
        super(message);
    }
}

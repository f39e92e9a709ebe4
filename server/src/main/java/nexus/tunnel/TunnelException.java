package nexus.tunnel;

/// The tunnel cannot be used; the message is a sentence an operator can act on.
public final class TunnelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TunnelException(String message) {
        super(message);
    }
}

package nexus.backup.run;

/// A run is not what its manifest says, or has no valid one; the message names the key and what is wrong with it.
public sealed class DamageException extends RuntimeException permits IncompleteException, NewerFormatException {
    private static final long serialVersionUID = 1;

    public DamageException(String message) {
        super(message);
    }
}

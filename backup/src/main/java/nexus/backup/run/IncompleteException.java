package nexus.backup.run;

/// A run has no marker: the program that writes it is at work, or did not come to its end.
public final class IncompleteException extends DamageException {
    private static final long serialVersionUID = 1;

    IncompleteException(String message) {
        super(message);
    }
}

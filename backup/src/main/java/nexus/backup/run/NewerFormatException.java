package nexus.backup.run;

/// A run was written by a later version of this program: it may well be good, and this one cannot tell.
public final class NewerFormatException extends DamageException {
    private static final long serialVersionUID = 1;

    NewerFormatException(String message) {
        super(message);
    }
}

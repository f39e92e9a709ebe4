package nexus.backup.age;

import java.io.IOException;

/// A file, a recipient or an identity is not what it should be; the message says what is wrong.
public final class AgeException extends IOException {
    private static final long serialVersionUID = 1;

    public AgeException(String message) {
        super(message);
    }

    AgeException(String message, Exception cause) {
        super(message, cause);
    }
}

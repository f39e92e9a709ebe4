package nexus.backup.age;

import java.util.Locale;

/// A public key that files are encrypted to, as `age-keygen -y` prints it.
///
/// @param text `age1…`
public record Recipient(String text) {
    static final String PREFIX = "age";

    private static final String ONLY = "; only X25519 recipients (age1…, made by age-keygen) are written";
    private static final int LONGEST_PREFIX = 20;

    /// @throws IllegalArgumentException as [#parse] refuses it: no secret key can become one by mistake
    public Recipient {
        try {
            check(text);
        } catch (AgeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Reads one. Space around it does not count.
    ///
    /// @throws AgeException if it is none, with what is wrong; a secret key is refused by name and never repeated
    public static Recipient parse(String text) throws AgeException {
        var stripped = text.strip();
        check(stripped);
        return new Recipient(stripped);
    }

    static Recipient of(byte[] point) {
        return new Recipient(Bech32.encode(PREFIX, point));
    }

    byte[] point() throws AgeException {
        return Bech32.decode(PREFIX, text, Curve.LENGTH);
    }

    private static void check(String text) throws AgeException {
        checkKind(text);
        try {
            // A point that is good for nothing shows with any secret.
            Curve.multiply(Keys.random(Curve.LENGTH), Bech32.decode(PREFIX, text, Curve.LENGTH));
        } catch (AgeException e) {
            throw new AgeException("the recipient " + start(text) + " " + e.getMessage(), e);
        }
    }

    /// What is not surely a public key is not repeated.
    private static void checkKind(String text) throws AgeException {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("age-secret-key-"))
            throw new AgeException(
                    "a secret key stands where a recipient is wanted; age-keygen -y prints its public key");
        if (lower.startsWith("ssh-") || lower.startsWith("ecdsa-"))
            throw new AgeException("an SSH key stands where a recipient is wanted" + ONLY);
        if (!text.startsWith(PREFIX + "1")) throw new AgeException("a recipient does not begin with age1" + ONLY);
        int separator = text.lastIndexOf('1');
        if (separator > PREFIX.length() && separator <= LONGEST_PREFIX)
            throw new AgeException("recipients of the kind " + text.substring(0, separator) + " are not known" + ONLY);
    }

    private static String start(String text) {
        return text.length() > LONGEST_PREFIX ? text.substring(0, LONGEST_PREFIX) + "…" : text;
    }
}

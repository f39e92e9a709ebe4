package nexus.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import nexus.config.Secret;

/// A bearer token: 256 random bits, so a plain SHA-256 is enough to keep it by.
///
/// @param secret what the client sends
public record Token(Secret secret) {
    static final String NAMES = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    private static final Pattern NAME = Pattern.compile(NAMES);
    private static final String PREFIX = "nexus_";
    private static final int RANDOM_BYTES = 32;

    /// Whether a caller can be called so: letters, digits and `. _ @ -`, at most 64.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Makes a new one.
    public static Token random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(
                new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /// The line of the tokens file: `NAME sha256:HEX`.
    public String line(String name) {
        return name + " sha256:" + HexFormat.of().formatHex(hash(secret.value()));
    }

    /// The same for a caller that may do no more than these words say: `NAME sha256:HEX SCOPE …`.
    public String line(String name, List<String> words) {
        return (line(name) + " " + String.join(" ", words)).strip();
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

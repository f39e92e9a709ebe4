package nexus.backup.run;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a run: when it began by the store's clock, in UTC, and eight random letters, so that two never share
/// one.
///
/// @param text such as `2026-01-31T02-00-00Z-9f3kq2xd`
public record RunId(String text) implements Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ-[0-9a-z]{8}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!isName(text)) throw new IllegalArgumentException("not the name of a run: " + text);
    }

    private static boolean isName(String text) {
        try {
            return FORM.matcher(text).matches() && TIME.parse(text.substring(0, 20)) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// A new one.
    public static RunId begin(Instant now) {
        var letters = new StringBuilder();
        for (int i = 0; i < 8; i++) letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        return new RunId(TIME.format(now) + "-" + letters);
    }

    /// Reads one, or nothing where it is something else.
    public static Optional<RunId> parse(String text) {
        try {
            return Optional.of(new RunId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// When it began, by the store's clock.
    public Instant began() {
        return TIME.parse(text.substring(0, 20), Instant::from);
    }

    /// In the order of time.
    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

package nexus.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How settings are written as text.
final class Text {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Text() {}

    /// Splits `a, b` at commas; a scalar is a list of one.
    static List<String> items(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    static String firstSegment(String key) {
        var dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    /// The first of the words in `a or b`, `1 to 9`.
    static String firstWord(String allowed) {
        var space = allowed.indexOf(' ');
        return space < 0 ? allowed : allowed.substring(0, space);
    }

    /// `4194304`, `64KiB`, `4MiB`, `1GiB`.
    static Optional<Long> bytes(String text) {
        return amount(text, SIZES);
    }

    /// `0`, `500ms`, `10s`, `5m`, `1h`, `30d`.
    static Optional<Duration> duration(String text) {
        return text.equals("0")
                ? Optional.of(Duration.ZERO)
                : amount(text, MILLIS).map(Duration::ofMillis);
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        var match = AMOUNT.matcher(text);
        if (!match.matches()) return Optional.empty();
        var unit = units.get(match.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) return Optional.empty();
        var product = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unit));
        return product.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(product.longValue());
    }

    /// The shortest of the forms that [#duration(String)] reads.
    static String write(Duration duration) {
        var millis = duration.toMillis();
        if (millis == 0) return "0";
        if (millis % 3_600_000 == 0) return millis / 3_600_000 + "h";
        if (millis % 60_000 == 0) return millis / 60_000 + "m";
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /// The shortest of the forms that [#bytes(String)] reads.
    static String writeBytes(long bytes) {
        if (bytes > 0 && bytes % (1L << 30) == 0) return (bytes >> 30) + "GiB";
        if (bytes > 0 && bytes % (1L << 20) == 0) return (bytes >> 20) + "MiB";
        return bytes > 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + "KiB" : Long.toString(bytes);
    }
}

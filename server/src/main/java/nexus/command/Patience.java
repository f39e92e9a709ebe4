package nexus.command;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How `--timeout` is written: `10s`, `10`, `500ms`, `1m`.
final class Patience {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m)?");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Patience() {}

    static Optional<Duration> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) return Optional.empty();
        long amount = Long.parseLong(match.group(1));
        var time = switch (Optional.ofNullable(match.group(2)).orElse("s")) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
        var isUsable = time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
        return isUsable ? Optional.of(time) : Optional.empty();
    }
}

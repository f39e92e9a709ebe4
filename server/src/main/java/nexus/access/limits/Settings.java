package nexus.access.limits;

import java.util.Optional;
import nexus.config.Section;

/// What one caller may ask of one replica.
///
/// @param perMinute requests a minute over time; nothing for any number
/// @param burst     requests that may come at once after a pause
/// @param atOnce    requests at work at the same time; nothing for any number
/// @param streams   requests that only wait at the same time; nothing for any number
public record Settings(Optional<Integer> perMinute, int burst, Optional<Integer> atOnce, Optional<Integer> streams) {
    /// No limits.
    public static final Settings NONE = new Settings(Optional.empty(), 1, Optional.empty(), Optional.empty());

    private static final int MOST = 1_000_000;
    private static final int SMALLEST_PRESET = 10;
    /// A burst is ten seconds' worth where nobody chose.
    private static final int BURSTS_A_MINUTE = 6;

    public static Settings read(Section section) {
        var perMinute = section.integerIfSet("calls-per-minute", 1, MOST);
        var burst = section.integerIfSet("burst", 1, MOST);
        if (burst.isPresent() && perMinute.isEmpty()) {
            section.problem(
                    "burst",
                    "without auth.limits.calls-per-minute it limits nothing",
                    "to set both or neither",
                    "auth.limits.calls-per-minute: 600");
        }
        return new Settings(
                perMinute,
                burst.orElse(Math.max(SMALLEST_PRESET, perMinute.orElse(0) / BURSTS_A_MINUTE)),
                section.integerIfSet("at-once", 1, MOST),
                section.integerIfSet("streams", 0, MOST));
    }
}

package nexus.backup;

import java.time.Duration;
import java.util.Locale;

/// Amounts as people read them.
final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Amounts() {}

    /// `17 B`, `1.5 MiB`.
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /// `45s`, `3m 20s`, `5h 10m`, `12d 4h`.
    static String time(Duration time) {
        long seconds = Math.max(time.toSeconds(), 0);
        if (seconds < 60) return seconds + "s";
        if (seconds < 3_600) return seconds / 60 + "m " + seconds % 60 + "s";
        if (seconds < 86_400) return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
        return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
    }
}

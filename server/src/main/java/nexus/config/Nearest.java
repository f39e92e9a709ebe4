package nexus.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that was probably meant: a setting, an operator, a collection.
public final class Nearest {
    private static final int LONGEST = 120;

    private Nearest() {}

    /// The closest of the names, if it is close enough to be a slip of the pen.
    public static Optional<String> slip(String name, Collection<String> known) {
        if (name.length() > LONGEST) return Optional.empty();
        return sorted(name, known, 1).stream()
                .filter(near -> distance(near, name) <= Math.max(1, name.length() / 4))
                .findFirst();
    }

    /// The closest names first.
    public static List<String> sorted(String name, Collection<String> known, int most) {
        return known.stream()
                .sorted(Comparator.<String>comparingInt(other -> distance(other, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /// Levenshtein distance of the first characters, upper and lower case being the same.
    private static int distance(String one, String other) {
        var a = cut(one);
        var b = cut(other);
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String cut(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
    }
}

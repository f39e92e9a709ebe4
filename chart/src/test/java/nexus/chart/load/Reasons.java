package nexus.chart.load;

import java.util.ArrayList;

/// Failures in words.
final class Reasons {
    private Reasons() {}

    /// The failure and its causes in one line.
    static String of(Throwable failure) {
        var words = new ArrayList<String>();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            words.add(cause.getClass().getSimpleName() + " " + cause.getMessage());
        }
        return String.join(" ← ", words);
    }
}

package nexus.backup.run;

import java.util.Locale;

/// What the documents of a run have in common. Never claimed higher than proven.
///
/// @param level what was reached
/// @param time  the cluster time in seconds since 1970 that all documents are of (SNAPSHOT), or that the oplog
///              leads to
///              (OPLOG); 0 where there is none
/// @param increment the second half of that cluster time
public record Consistency(Level level, long time, long increment) {
    /// From the strongest to the weakest.
    public enum Level {
        /// All documents are of one cluster time.
        SNAPSHOT,
        /// Documents of different times, and the oplog that brings them to one.
        OPLOG,
        /// Documents of different times.
        FUZZY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Documents of different times.
    public static final Consistency FUZZY = new Consistency(Level.FUZZY, 0, 0);
}

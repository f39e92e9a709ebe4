package nexus.backup.dump;

import java.time.Duration;
import nexus.backup.run.Only;

/// What to dump, and how.
///
/// @param tool       name and version of this program, for `prelude.json`
/// @param only       the namespaces that are asked for
/// @param demand     the consistency that is asked for
/// @param allowFuzzy whether [Demand#BEST] may end without consistency on a sharded cluster too
/// @param users      whether users and roles are dumped, with the hashes of their passwords
/// @param parallel   collections that are read at once, 1 to 64
/// @param patience   how long a namespace may stay without progress while the way to the server is broken
public record DumpOptions(
        String tool, Only only, Demand demand, boolean allowFuzzy, boolean users, int parallel, Duration patience) {
    private static final int MOST_PARALLEL = 64;

    /// Which consistency is asked for.
    public enum Demand {
        /// The strongest that can be had.
        BEST,
        /// One cluster time, or failure.
        SNAPSHOT,
        /// An oplog that leads to one time, or failure.
        OPLOG,
        /// None.
        FUZZY
    }

    public DumpOptions {
        if (parallel < 1 || parallel > MOST_PARALLEL)
            throw new IllegalArgumentException("parallel must be 1 to " + MOST_PARALLEL + ", and is " + parallel);
        if (patience.isNegative()) throw new IllegalArgumentException("patience must not be negative: " + patience);
    }

    /// All but users and roles, as consistent as can be, four collections at once, with five minutes of patience.
    public static DumpOptions usual(String tool) {
        return new DumpOptions(tool, Only.ALL, Demand.BEST, false, false, 4, Duration.ofMinutes(5));
    }

    public DumpOptions withOnly(Only other) {
        return new DumpOptions(tool, other, demand, allowFuzzy, users, parallel, patience);
    }

    public DumpOptions withDemand(Demand other, boolean fuzzyToo) {
        return new DumpOptions(tool, only, other, fuzzyToo, users, parallel, patience);
    }

    public DumpOptions withUsers(boolean too) {
        return new DumpOptions(tool, only, demand, allowFuzzy, too, parallel, patience);
    }

    public DumpOptions withParallel(int atOnce) {
        return new DumpOptions(tool, only, demand, allowFuzzy, users, atOnce, patience);
    }

    public DumpOptions withPatience(Duration other) {
        return new DumpOptions(tool, only, demand, allowFuzzy, users, parallel, other);
    }
}

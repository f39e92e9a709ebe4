package nexus.backup.dump;

import static nexus.backup.run.Consistency.Level.FUZZY;
import static nexus.backup.run.Consistency.Level.OPLOG;
import static nexus.backup.run.Consistency.Level.SNAPSHOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.backup.run.Consistency;

/// Which levels of consistency are tried, from the strongest that is asked for.
record Ladder(Deployment deployment, DumpOptions options) {
    /// Those to try, in their order.
    ///
    /// @throws DumpException if this deployment cannot have what is demanded
    List<Consistency.Level> rungs() {
        return switch (options.demand()) {
            case BEST -> best();
            case SNAPSHOT -> demanded(SNAPSHOT);
            case OPLOG -> demanded(OPLOG);
            case FUZZY -> List.of(FUZZY);
        };
    }

    private List<Consistency.Level> demanded(Consistency.Level level) {
        obstacle(level).ifPresent(why -> {
            throw new DumpException("consistency " + level.word() + " cannot be had: " + why);
        });
        return List.of(level);
    }

    private List<Consistency.Level> best() {
        var rungs = new ArrayList<Consistency.Level>();
        for (var level : Consistency.Level.values()) if (obstacle(level).isEmpty()) rungs.add(level);
        if (rungs.isEmpty())
            throw new DumpException(
                    "no consistency can be had: " + obstacle(SNAPSHOT).orElse("") + advice());
        return rungs;
    }

    /// Why stronger levels than the first of [#rungs] are not tried.
    List<String> obstacles() {
        var first = rungs().getFirst();
        if (options.demand() != DumpOptions.Demand.BEST) return List.of();
        return Stream.of(Consistency.Level.values())
                .filter(level -> level.compareTo(first) < 0)
                .map(level -> "consistency " + level.word() + " cannot be had: "
                        + obstacle(level).orElse(""))
                .toList();
    }

    /// What to do where the last rung breaks.
    String advice() {
        return deployment.isSharded() ? "; stop all writes and allow fuzzy, or use a backup of its operator" : "";
    }

    /// Why a level cannot even be tried.
    private Optional<String> obstacle(Consistency.Level level) {
        return switch (level) {
            case SNAPSHOT -> snapshot();
            case OPLOG -> oplog();
            case FUZZY ->
                deployment.isSharded() && !options.allowFuzzy()
                        ? Optional.of("chunks may move between shards while they are read, and documents be missed")
                        : Optional.empty();
        };
    }

    private Optional<String> snapshot() {
        if (deployment.mayHaveSnapshots()) return Optional.empty();
        return Optional.of(
                deployment.kind() == Deployment.Kind.STANDALONE
                        ? "a server that stands alone has none; make it a replica set of one member"
                        : "it needs MongoDB 5.0 or newer, and this is " + deployment.version());
    }

    private Optional<String> oplog() {
        if (!deployment.isReplicaSet())
            return Optional.of(
                    "only a replica set has an oplog that a dump can use, and this is " + deployment.topology());
        if (!options.only().isAll()) return Optional.of("an oplog goes with a dump of everything alone");
        return Optional.empty();
    }
}

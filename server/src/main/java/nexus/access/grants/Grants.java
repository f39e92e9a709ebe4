package nexus.access.grants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import nexus.access.Principal;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;

/// Grants in the order of their file: of those for a caller, the first that names a collection decides on it.
public record Grants(List<Grant> all) {
    /// Everyone may do everything that its rights allow, as without a file.
    public static final Grants OPEN = new Grants(List.of(new Grant(
            "open",
            Set.of(Names.ANY, Caller.ANONYMOUS.name()),
            Right.ADMIN,
            Names.ALL,
            Names.ALL,
            Names.ALL,
            List.of(),
            List.of(),
            "")));

    public Grants {
        all = List.copyOf(all);
    }

    /// Those that tell what a caller may do with a connection; none where it may not know that there is one.
    public Grants of(Caller caller, String connection) {
        var words = Grant.words(caller);
        var some = new ArrayList<>(all);
        some.removeIf(grant -> !grant.isFor(words) || !grant.connections().include(connection));
        return some.size() == all.size() ? this : new Grants(some);
    }

    /// The one that decides on a collection; none where the caller may not know that there is one.
    public Optional<Grant> on(String database, String collection) {
        for (var grant : all) if (grant.names(database, collection)) return Optional.of(grant);
        return Optional.empty();
    }

    /// Whether any of the collections of a database is named.
    public boolean isAbout(String database) {
        for (var grant : all) if (grant.databases().include(database)) return true;
        return false;
    }

    /// How far the caller may go with all that there is; nothing where any part of it is kept back.
    public Optional<Right> level() {
        return level(
                all, grant -> grant.databases().areAll() && grant.collections().areAll());
    }

    /// How far the caller may go with a database as a whole; nothing where any part of it is kept back.
    public Optional<Right> level(String database) {
        var about = all.stream()
                .filter(grant -> grant.databases().include(database))
                .toList();
        return level(about, grant -> grant.collections().areAll());
    }

    /// What comes after a grant that covers everything never decides.
    private static Optional<Right> level(List<Grant> inOrder, Predicate<Grant> covers) {
        var lowest = Right.ADMIN;
        for (var grant : inOrder) {
            if (!grant.isWhole()) return Optional.empty();
            if (grant.level().compareTo(lowest) < 0) lowest = grant.level();
            if (covers.test(grant)) return Optional.of(lowest);
        }
        return Optional.empty();
    }

    /// Sentences on those that name a connection that there is not.
    public List<String> strangers(Collection<String> connections) {
        var there = "; there are " + String.join(", ", new TreeSet<>(connections));
        return all.stream()
                .flatMap(grant -> grant.connections().plain().stream()
                        .filter(name -> !connections.contains(name))
                        .map(name -> "the grant " + grant.name() + " names the connection " + name
                                + ", which does not exist" + there))
                .toList();
    }

    /// The caller with those of its rights that it can use somewhere, so that it is not offered what it cannot do.
    public Caller narrow(Caller caller) {
        var had = EnumSet.allOf(Right.class);
        had.removeIf(right -> !caller.may(right));
        var kept = EnumSet.copyOf(had);
        var words = Grant.words(caller);
        kept.removeIf(right -> !reaches(right, words));
        return kept.equals(had) ? caller : new Principal(caller.name(), kept, caller.groups());
    }

    private boolean reaches(Right right, List<String> words) {
        for (var grant : all) if (grant.level().compareTo(right) >= 0 && grant.isFor(words)) return true;
        return false;
    }
}

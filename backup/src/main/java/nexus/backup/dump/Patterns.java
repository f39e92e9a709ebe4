package nexus.backup.dump;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.backup.run.Manifest.Skipped;
import nexus.backup.run.Only;

/// Sees to it that every pattern leads to something: a slip must not look like an empty collection.
record Patterns(Only only) {
    private static final int NAMED = 10;

    /// @throws DumpException if one matches nothing that can be dumped
    void check(List<Found> found, List<Skipped> skipped) {
        for (var pattern : only.patterns()) {
            if (found.stream().noneMatch(one -> fits(pattern, one.name().getFullName())))
                throw new DumpException(sentence(pattern, found, skipped));
        }
    }

    private static boolean fits(String pattern, String namespace) {
        int dot = namespace.indexOf('.');
        return dot < 0
                ? Only.fits(pattern, namespace, "")
                : Only.fits(pattern, namespace.substring(0, dot), namespace.substring(dot + 1));
    }

    private static String sentence(String pattern, List<Found> found, List<Skipped> skipped) {
        var out = skipped.stream()
                .filter(one -> fits(pattern, one.namespace()) || isIn(pattern, one.namespace()))
                .map(one -> one.namespace() + " " + one.why())
                .toList();
        if (!out.isEmpty()) return "\"" + pattern + "\" only asks for what is never dumped: " + few(out.stream());
        var others = found.stream().map(one -> one.name().getFullName());
        return "there is nothing that fits \"" + pattern + "\": correct the name, or leave it out if it is gone"
                + few(others).transform(names -> names.isEmpty() ? "" : "; what fits the others is " + names);
    }

    /// Whether a pattern asks for something of a database.
    private static boolean isIn(String pattern, String database) {
        return new Only(List.of(pattern)).wants(database);
    }

    private static String few(Stream<String> all) {
        var names = all.toList();
        var few = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? few : few + " and " + (names.size() - NAMED) + " more";
    }
}

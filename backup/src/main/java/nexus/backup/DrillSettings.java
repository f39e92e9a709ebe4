package nexus.backup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.config.Section;

/// What a drill is told.
///
/// @param scratch      the database it restores into
/// @param source       the servers that are dumped; none where the settings name no connection
/// @param maxAge       of the newest run
/// @param minDocuments that must have come back
record DrillSettings(Optional<Link.Settings> scratch, Set<String> source, Duration maxAge, int minDocuments) {
    private static final String ALLOWED = "mongodb://… or mongodb+srv://…";
    private static final String USUAL_PORT = ":27017";
    private static final Pattern LOOPBACK = Pattern.compile("^(127\\.0\\.0\\.1|\\[::1])(?=:)");

    /// Reads them.
    ///
    /// @param source the section of the connection that is dumped, if there is one
    static DrillSettings read(Section root, Section drill, Optional<Section> source) {
        return new DrillSettings(
                scratch(root, drill),
                source.map(DrillSettings::servers).orElse(Set.of()),
                drill.duration("max-age", Duration.ofMinutes(1), Duration.ofDays(3_650)),
                drill.integer("min-documents", 0, 1_000_000_000));
    }

    private static Optional<Link.Settings> scratch(Section root, Section drill) {
        var uri = drill.secretIfSet("uri", ALLOWED);
        if (uri.isEmpty()) return Optional.empty();
        var trouble = nexus.mongo.Settings.trouble(uri.get());
        trouble.ifPresent(what -> drill.problem("uri", what, ALLOWED, "uri: mongodb://127.0.0.1:27018"));
        if (trouble.isPresent()) return Optional.empty();
        var mongo = nexus.mongo.Settings.readDefaults(root.section("connection-defaults"))
                .withUri(uri.get().value());
        return Optional.of(new Link.Settings("drill", mongo, Optional.empty()));
    }

    private static Set<String> servers(Section connection) {
        var host = connection
                .textIfSet("remote-host", "")
                .map(name -> name
                        + connection
                                .integerIfSet("remote-port", 1, 65_535)
                                .map(port -> ":" + port)
                                .orElse(""));
        return connection
                .secretIfSet("uri", ALLOWED)
                .map(uri -> host.map(DrillSettings::each).orElseGet(() -> servers(uri.value())))
                .orElse(Set.of());
    }

    /// The servers of a connection string, in a form in which the same ones are equal.
    private static Set<String> servers(String uri) {
        var authority = uri.replaceFirst("^[^:]*://", "").replaceFirst("[/?].*$", "");
        return each(authority.substring(authority.lastIndexOf('@') + 1));
    }

    private static Set<String> each(String hosts) {
        return Arrays.stream(hosts.toLowerCase(Locale.ROOT).split(","))
                .map(host -> host.matches(".*:\\d+") ? host : host + USUAL_PORT)
                .map(host -> LOOPBACK.matcher(host).replaceFirst("localhost"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether what is dumped would be restored into: one server of it is enough.
    boolean isTheSource() {
        return scratch.stream()
                .flatMap(link -> servers(link.mongo().uri().value()).stream())
                .anyMatch(source::contains);
    }
}

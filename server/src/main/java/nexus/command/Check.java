package nexus.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.access.grants.Grant;
import nexus.access.grants.Grants;
import nexus.config.Trial;
import nexus.mongo.HostPort;
import nexus.mongo.MaskedUri;
import nexus.tunnel.Target;
import nexus.tunnel.Tunnel;
import nexus.tunnel.TunnelException;

/// The connection doctor: tries out what the server would use, in the order in which it starts.
///
/// @param out       where steps are printed
/// @param isTerminal whether a person looks at it
public record Check(PrintStream out, boolean isTerminal, CheckOptions options) {
    /// One database and the way to it.
    ///
    /// @param through how its servers are reached once the tunnel is open
    public record Way(
            nexus.mongo.Settings mongo,
            Optional<nexus.tunnel.Settings> tunnel,
            Function<Tunnel, nexus.mongo.Way> through) {}

    /// Tries them out one after the other.
    ///
    /// @return whether every step has worked
    public boolean run(Map<String, Way> connections) {
        var isWell = true;
        for (var connection : new TreeMap<>(connections).entrySet()) {
            if (options.names().isEmpty() || options.names().contains(connection.getKey()))
                isWell &= isWell(connection.getKey(), connection.getValue());
        }
        return isWell;
    }

    /// Tells what the file of grants holds. One that cannot be used is a problem of the settings and never comes here.
    ///
    /// @param connections the names of all
    public void tell(Path file, Grants grants, Set<String> connections) {
        var printer = new StepPrinter(out, form(), "grants file");
        printer.heading(file.toString());
        var trial = new Trial(printer::print);
        var strangers = grants.strangers(connections);
        trial.plan(List.of("grants"));
        trial.ok(grants.all().size() + ": "
                + grants.all().stream().map(Grant::name).collect(Collectors.joining(", ")));
        trial.plan(strangers.stream().map(_ -> "connection").toList());
        strangers.forEach(trial::warning);
    }

    private StepPrinter.Form form() {
        if (options.isJson()) return StepPrinter.Form.JSON;
        return isTerminal ? StepPrinter.Form.COLOURED : StepPrinter.Form.PLAIN;
    }

    private boolean isWell(String name, Way way) {
        var printer = new StepPrinter(out, form(), name);
        printer.heading(MaskedUri.of(way.mongo().uri())
                + way.mongo()
                        .remote()
                        .map(at -> " at " + at.host() + ":" + at.port())
                        .orElse("")
                + way.tunnel()
                        .map(it -> " through " + nexus.tunnel.Examination.describe(it))
                        .orElse(""));
        var trial = new Trial(printer::print);
        if (way.tunnel().isPresent()) behind(way.tunnel().get(), way, trial);
        else
            nexus.mongo.Examination.run(
                    way.mongo(), nexus.mongo.Way.DIRECT, _ -> Optional.empty(), options.timeout(), trial);
        return !trial.hasFailed();
    }

    /// MongoDB is asked through a tunnel as the server opens it: its steps prove more than those of the tunnel alone.
    private void behind(nexus.tunnel.Settings settings, Way way, Trial trial) {
        var targets = targets(way.mongo());
        nexus.tunnel.Examination.run(settings, targets, options.timeout(), trial);
        if (trial.isOver()) {
            trial.plan(nexus.mongo.Examination.steps());
            trial.stop();
            return;
        }
        try (var tunnel = Tunnel.open(settings, targets)) {
            nexus.mongo.Examination.run(
                    way.mongo(), way.through().apply(tunnel), host -> refusal(tunnel, host), options.timeout(), trial);
        }
    }

    private static Set<Target> targets(nexus.mongo.Settings mongo) {
        return mongo.hosts().stream().map(Check::target).collect(Collectors.toUnmodifiableSet());
    }

    /// A member may go by a name that no tunnel can be asked for.
    private static Optional<String> refusal(Tunnel tunnel, HostPort host) {
        try {
            return tunnel.refusal(target(host));
        } catch (TunnelException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Target target(HostPort host) {
        return new Target(host.host(), host.port());
    }
}

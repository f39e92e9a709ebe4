package nexus;

import static java.lang.System.Logger.Level.WARNING;

import io.helidon.health.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.health.Finding;
import nexus.health.Phase;
import nexus.health.Remembered;
import nexus.mongo.Events;
import nexus.tools.Sources;

/// All connections. The server starts and stays ready while at least one of them works; `/health` tells of each.
record Links(List<Link> all) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Links.class.getName());
    private static final Duration KEPT = Duration.ofSeconds(1);

    Links {
        all = List.copyOf(all);
    }

    static Links open(Map<String, Settings.Link> settings, Events events) {
        var opened = new ArrayList<Link>();
        try {
            settings.forEach((name, link) -> opened.add(Link.open(name, link, events)));
            return new Links(opened);
        } catch (RuntimeException e) {
            opened.forEach(Link::close);
            throw e;
        }
    }

    Sources sources() {
        return new Sources(all.stream().collect(Collectors.toMap(Link::name, Link::source)));
    }

    /// The phases that bring them up, tunnels first.
    List<Phase> phases(Settings.Start deadlines) {
        var phases = new ArrayList<Phase>();
        if (all.stream().anyMatch(link -> link.tunnel().isPresent())) {
            phases.add(new Phase(
                    "tunnel",
                    "the SSH tunnel",
                    deadlines.tunnel(),
                    deadline -> oneOf(link -> link.tunnel().ifPresent(tunnel -> tunnel.verify(deadline)))));
        }
        phases.add(new Phase(
                "mongodb",
                "MongoDB",
                deadlines.mongodb(),
                deadline -> oneOf(link -> {
                    var _ = link.connection().ping(deadline);
                })));
        return phases;
    }

    /// Tries all side by side; one that works is enough, and the others are named in the log.
    private void oneOf(Consumer<Link> attempt) {
        var failures = failures(attempt);
        if (failures.size() == all.size()) throw new IllegalStateException(String.join("; ", failures.values()));
        failures.forEach((name, reason) -> LOG.log(WARNING, "Connection " + name + " is not up yet: " + reason));
    }

    private Map<String, String> failures(Consumer<Link> attempt) {
        var failures = new HashMap<String, String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    all.stream().collect(Collectors.toMap(Link::name, link -> threads.submit(task(link, attempt))));
            running.forEach((name, outcome) -> {
                try {
                    outcome.get().ifPresent(reason -> failures.put(name, reason));
                } catch (InterruptedException | ExecutionException e) {
                    failures.put(name, "the attempt was broken off");
                }
            });
        }
        return failures;
    }

    private static Callable<Optional<String>> task(Link link, Consumer<Link> attempt) {
        return () -> {
            try {
                attempt.accept(link);
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }

    /// Why no database can be reached now, if so, without asking any.
    Optional<String> trouble() {
        var troubles = all.stream().map(Link::trouble).toList();
        return troubles.stream().allMatch(Optional::isPresent) ? troubles.getFirst() : Optional.empty();
    }

    /// The checks of `/health`, under the names of the specification.
    List<HealthCheck> checks() {
        return List.of(
                Finding.check("mongodb", new Remembered(KEPT, () -> worst(Link::database))),
                Finding.check("sshTunnel", new Remembered(KEPT, () -> worst(Link::way))));
    }

    /// Of one connection its finding; of several the first that is unhealthy, with its name.
    private Finding worst(Function<Link, Finding> look) {
        var first = look.apply(all.getFirst());
        if (all.size() == 1) return first;
        for (var link : all) {
            var finding = look.apply(link);
            if (!finding.isHealthy()) {
                var details = new HashMap<>(finding.details());
                details.put("connection", link.name());
                return new Finding(false, details);
            }
        }
        return first;
    }

    @Override
    public void close() {
        all.forEach(Link::close);
    }
}

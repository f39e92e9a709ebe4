package nexus;

import static java.lang.System.Logger.Level.WARNING;

import io.helidon.health.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nexus.access.grants.Grants;
import nexus.health.Finding;
import nexus.health.Phase;
import nexus.health.Remembered;
import nexus.mongo.Events;
import nexus.tools.Sources;
import nexus.tools.Views;

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

    /// @param grants those in force
    Sources sources(Supplier<Grants> grants) {
        return new Sources(all.stream().collect(Collectors.toMap(Link::name, Link::source)), Views.of(grants));
    }

    Set<String> names() {
        return all.stream().map(Link::name).collect(Collectors.toUnmodifiableSet());
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
                deadline -> oneOf(link -> link.connection().prepare(deadline))));
        return phases;
    }

    /// Tries all side by side. The first that works is enough; the others go on trying and are named in the log.
    private void oneOf(Consumer<Link> attempt) {
        var outcomes = new LinkedBlockingQueue<Optional<String>>();
        all.forEach(link ->
                Thread.ofVirtual().name("try-" + link.name()).start(() -> outcomes.add(outcome(link, attempt))));
        var reasons = new ArrayList<String>();
        try {
            while (reasons.size() < all.size()) {
                var reason = outcomes.take();
                if (reason.isEmpty()) return;
                reasons.add(reason.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(String.join("; ", reasons));
    }

    private Optional<String> outcome(Link link, Consumer<Link> attempt) {
        try {
            attempt.accept(link);
            return Optional.empty();
        } catch (RuntimeException e) {
            var reason = String.valueOf(e.getMessage());
            if (all.size() > 1) LOG.log(WARNING, "Connection " + link.name() + " is not up yet: " + reason);
            return Optional.of(reason);
        }
    }

    /// Why no database can be reached now, if so, without asking any.
    Optional<String> trouble() {
        var first = Optional.<String>empty();
        for (var link : all) {
            var trouble = link.trouble();
            if (trouble.isEmpty()) return Optional.empty();
            if (first.isEmpty()) first = trouble;
        }
        return first;
    }

    /// The checks of `/health`, under the names of the specification.
    List<HealthCheck> checks() {
        return List.of(
                Finding.check("mongodb", new Remembered(KEPT, () -> worst(Link::database))),
                Finding.check("sshTunnel", new Remembered(KEPT, () -> worst(Link::way))));
    }

    /// Of one connection its finding; of several the first that is unhealthy, with its name.
    private Finding worst(Function<Link, Finding> look) {
        var findings = new LinkedHashMap<String, Finding>();
        all.forEach(link -> findings.put(link.name(), look.apply(link)));
        if (all.size() == 1) return findings.firstEntry().getValue();
        return findings.entrySet().stream()
                .filter(found -> !found.getValue().isHealthy())
                .findFirst()
                .map(found -> named(found.getKey(), found.getValue()))
                .orElse(findings.firstEntry().getValue());
    }

    private static Finding named(String name, Finding finding) {
        var details = new HashMap<>(finding.details());
        details.put("connection", name);
        return new Finding(finding.isHealthy(), details);
    }

    @Override
    public void close() {
        all.forEach(Link::close);
    }
}

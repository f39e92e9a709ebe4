package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ServerDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import nexus.config.Pem;
import nexus.config.Trial;

/// Tries out one MongoDB deployment step by step, in the order of the start, and tells what came of each.
public final class Examination {
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");
    private static final List<String> STEPS = List.of("MongoDB hello", "authentication", "members", "rights");
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final Settings settings;
    private final Way way;
    private final Function<HostPort, Optional<String>> obstacle;
    private final Duration patience;
    private final Trial trial;
    private final ClusterWatch watch = new ClusterWatch();
    private final Pulse pulse = new Pulse();

    private Examination(
            Settings settings, Way way, Function<HostPort, Optional<String>> obstacle, Duration patience, Trial trial) {
        this.settings = settings;
        this.way = way;
        this.obstacle = obstacle;
        this.patience = patience;
        this.trial = trial;
    }

    /// Reports every step to the trial.
    ///
    /// @param way      how its servers are reached
    /// @param obstacle why the way does not lead to a server, if it does not
    /// @param patience how long each step may take
    public static void run(
            Settings settings, Way way, Function<HostPort, Optional<String>> obstacle, Duration patience, Trial trial) {
        DRIVER.setLevel(Level.OFF);
        new Examination(settings, way, obstacle, patience, trial).examine();
    }

    /// The names of the steps, for a trial that does not come as far.
    public static List<String> steps() {
        return STEPS;
    }

    private void examine() {
        if (way.proxy().isEmpty() && !settings.isSrv()) neighbours();
        trial.plan(STEPS);
        if (trial.isOver()) {
            trial.stop();
            return;
        }
        try {
            hello(options());
        } catch (MongoException e) {
            trial.fail("the client cannot be opened: " + Failures.cause(e));
        } catch (Pem.Unusable e) {
            trial.fail(String.valueOf(e.getMessage()));
        }
    }

    private void neighbours() {
        trial.plan(List.of("name", "TCP"));
        var all = Neighbour.dial(settings.hosts(), patience);
        var named = all.stream().filter(it -> it.address().isPresent()).toList();
        report(all.size() - named.size(), all.size(), told(all, Neighbour::name));
        if (trial.isOver()) return;
        var failed = named.stream().filter(it -> it.trouble().isPresent()).toList();
        report(failed.size(), named.size(), told(named, Neighbour::port));
    }

    private static String told(List<Neighbour> neighbours, Function<Neighbour, String> what) {
        return neighbours.stream().map(what).distinct().collect(Collectors.joining(", "));
    }

    private void report(int failed, int all, String text) {
        if (failed == 0) trial.ok(text);
        else if (failed < all) trial.flaw(text);
        else trial.fail(text);
    }

    private MongoClientSettings options() throws Pem.Unusable {
        var tls = TlsContext.read(settings.tls());
        var usual = new Driver(settings, way, tls, new Pool(settings.poolSize()), pulse).options();
        return MongoClientSettings.builder(usual)
                .timeout(patience.toMillis(), MILLISECONDS)
                .applyToSocketSettings(socket -> socket.connectTimeout(patience.toMillis(), MILLISECONDS))
                .applyToClusterSettings(cluster ->
                        cluster.addClusterListener(watch).serverSelectionTimeout(patience.toMillis(), MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), MILLISECONDS)
                        .addServerListener(watch))
                .build();
    }

    private void hello(MongoClientSettings options) {
        try (var client = MongoClients.create(options)) {
            hello(client, options);
        }
    }

    private void hello(MongoClient client, MongoClientSettings options) {
        var isTls = options.getSslSettings().isEnabled();
        var name = Optional.ofNullable(options.getClusterSettings().getRequiredReplicaSetName());
        var seen = new Topology(watch.await(patience, now -> new Topology(now).isSettled() || isOther(name)));
        if (seen.isUsable()) {
            trial.ok(seen.toString());
            new Admission(client, Optional.ofNullable(options.getCredential()), isTls, trial)
                    .examine(() -> members(isTls));
        } else if (seen.isAnswering()) {
            trial.fail("the server speaks a version of the protocol that Nexus does not: use MongoDB 4.2 or newer");
        } else if (isOther(name)) {
            trial.fail(otherSet(name.orElse("")));
        } else {
            trial.fail(
                    seen.servers().isEmpty()
                            ? pulse.trouble().orElse("the name service does not name its servers")
                            : seen.servers().stream()
                                    .map(it -> trouble(it, isTls))
                                    .collect(Collectors.joining("; ")));
        }
    }

    private String otherSet(String wanted) {
        var set = watch.set()
                .filter(name -> !name.isEmpty())
                .map(name -> "belongs to replica set " + name)
                .orElse("belongs to no replica set");
        return "the server " + set + ": correct replicaSet=" + wanted + " in the uri";
    }

    private boolean isOther(Optional<String> name) {
        return name.isPresent()
                && watch.set().filter(set -> !set.equals(name.get())).isPresent();
    }

    private String trouble(ServerDescription server, boolean isTls) {
        var at = server.getAddress();
        var reason = obstacle.apply(new HostPort(at.getHost(), at.getPort()))
                .orElseGet(() -> new ServerTrouble(server.getException(), isTls).text());
        return at + ": " + reason;
    }

    private void members(boolean isTls) {
        var seen = new Topology(watch.await(patience, now -> new Topology(now).isComplete()));
        var texts = seen.servers().stream()
                .map(server -> server.isOk() ? seen.describe(server) : trouble(server, isTls))
                .toList();
        if (seen.servers().stream().anyMatch(server -> !server.isOk())) trial.flaw(String.join("; ", texts));
        else if (seen.lacksPrimary())
            trial.warning(String.join(", ", texts) + "; no primary: an election, or the majority is away");
        else trial.ok(String.join(", ", texts));
    }
}

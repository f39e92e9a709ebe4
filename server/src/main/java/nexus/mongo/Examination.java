package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ReadPreference;
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
import nexus.config.Trial;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Tries out one MongoDB deployment step by step, in the order of the start, and tells what came of each.
public final class Examination {
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");
    private static final List<String> STEPS = List.of("MongoDB hello", "authentication", "members", "rights");
    private static final int UNAUTHORIZED = 13;
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final Settings settings;
    private final Way way;
    private final Function<HostPort, Optional<String>> obstacle;
    private final Duration patience;
    private final Trial trial;
    private final ClusterWatch watch = new ClusterWatch();

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
        report(
                all.size() - named.size(),
                all.size(),
                all.stream()
                        .map(it -> it.host().host() + " "
                                + it.address().map(to -> "is " + to).orElse("does not resolve here"))
                        .distinct()
                        .collect(Collectors.joining(", ")));
        if (trial.isOver()) return;
        var failed = named.stream().filter(it -> it.trouble().isPresent()).toList();
        report(
                failed.size(),
                named.size(),
                named.stream()
                        .map(it ->
                                it.where() + it.trouble().map(why -> ": " + why).orElse(""))
                        .collect(Collectors.joining(", ")));
    }

    private void report(int failed, int all, String text) {
        if (failed == 0) trial.ok(text);
        else if (failed < all) trial.flaw(text);
        else trial.fail(text);
    }

    private MongoClientSettings options() throws Pem.Unusable {
        var tls = TlsContext.read(settings.tls());
        var usual = new Driver(settings, way, tls, new Pool(settings.poolSize()), new Pulse()).options();
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
            authenticate(client, options, isTls);
        } else if (seen.isAnswering()) {
            trial.fail("the server speaks a version of the protocol that Nexus does not: use MongoDB 4.2 or newer");
        } else if (isOther(name)) {
            trial.fail("the server "
                    + watch.set()
                            .filter(set -> !set.isEmpty())
                            .map(set -> "belongs to replica set " + set)
                            .orElse("belongs to no replica set")
                    + ": correct replicaSet=" + name.orElse("") + " in the uri");
        } else {
            trial.fail(seen.servers().stream().map(it -> trouble(it, isTls)).collect(Collectors.joining("; ")));
        }
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

    private void authenticate(MongoClient client, MongoClientSettings options, boolean isTls) {
        var credential = options.getCredential();
        try {
            var status = admin(
                    client,
                    new BsonDocument("connectionStatus", new BsonInt32(1)).append("showPrivileges", BsonBoolean.TRUE));
            if (credential == null) trial.ok("none: the uri names no user");
            else
                trial.ok(credential.getUserName() + " of " + credential.getSource() + ", " + mechanism(options)
                        + version(client));
            members(isTls);
            rights(client, Rights.of(status));
        } catch (MongoSecurityException e) {
            trial.fail("MongoDB does not accept the user " + (credential == null ? "" : credential.getUserName() + " ")
                    + "or its password: check both in the uri (special characters percent-encoded), and authSource, the"
                    + " database that holds the user");
        } catch (MongoCommandException e) {
            if (credential == null) trial.ok("none: the uri names no user");
            else trial.ok(credential.getUserName() + " of " + credential.getSource() + ", " + mechanism(options));
            members(isTls);
            trial.warning("the server does not say what the user may do (" + code(e) + ")");
        } catch (MongoException e) {
            trial.fail("the server cannot be asked: " + new ServerTrouble(e, isTls).text());
        }
    }

    private static String mechanism(MongoClientSettings options) {
        var credential = options.getCredential();
        return credential == null || credential.getMechanism() == null ? "SCRAM" : credential.getMechanism();
    }

    private static BsonDocument admin(MongoClient client, BsonDocument command) {
        return client.getDatabase("admin").runCommand(command, ReadPreference.nearest(), BsonDocument.class);
    }

    /// The exact one, where it is told.
    private static String version(MongoClient client) {
        try {
            var info = admin(client, new BsonDocument("buildInfo", new BsonInt32(1)));
            return "; server "
                    + info.getString("version", new BsonString("of no version")).getValue();
        } catch (MongoException e) {
            return "";
        }
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

    private void rights(MongoClient client, Rights rights) {
        if (rights.users().isEmpty()) nobody(client);
        else if (!rights.canFind()) trial.flaw(rights + ": the user can read nothing; grant it read on a database");
        else if (rights.isRuler())
            trial.warning(rights + ": the user rules the server; give Nexus one that can only read");
        else if (rights.canWrite()) trial.warning(rights + ": Nexus only reads; give it a user that cannot write");
        else trial.ok(rights.toString());
    }

    private void nobody(MongoClient client) {
        try {
            admin(client, new BsonDocument("listDatabases", new BsonInt32(1)).append("nameOnly", BsonBoolean.TRUE));
            trial.warning(
                    "everything: whoever reaches this server may do what he likes; turn authorization on in mongod");
        } catch (MongoCommandException e) {
            trial.flaw(
                    e.getErrorCode() == UNAUTHORIZED
                            ? "none: the server wants a user; write one into the uri"
                            : "the databases cannot be listed (" + code(e) + ")");
        }
    }

    private static String code(MongoCommandException e) {
        return e.getErrorCodeName().isEmpty() ? "code " + e.getErrorCode() : e.getErrorCodeName();
    }
}

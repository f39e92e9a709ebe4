package nexus.replicas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nexus.access.Token;
import nexus.testing.MongoPeer;
import nexus.testing.RoundRobinPeer;
import nexus.testing.ServerProcess;
import org.bson.Document;

/// Three replicas over one database and a balancer before them, as an operator would set them up.
final class Fleet implements AutoCloseable {
    static final int SIZE = 3;
    private static final String MAIN = "nexus.ReplicaMain";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Path folder = Files.createTempDirectory("replicas");
    private final MongoPeer mongo = MongoPeer.start();
    private final Token alice = Token.random();
    private final Token bob = Token.random();
    private final List<ServerProcess> replicas = new ArrayList<>();
    private final RoundRobinPeer balancer;

    private Fleet() throws IOException {
        Files.writeString(folder.resolve("tokens"), alice.line("alice") + "\n" + bob.line("bob") + "\n");
        mongo.database().getCollection("orders").insertOne(new Document("number", 1));
        for (int i = 0; i < SIZE; i++) replicas.add(ServerProcess.launch(MAIN, variables()));
        replicas.forEach(ServerProcess::awaitReady);
        balancer =
                RoundRobinPeer.before(replicas.stream().map(ServerProcess::port).toList());
    }

    static Fleet start() throws IOException {
        return new Fleet();
    }

    private Map<String, String> variables() {
        return Map.ofEntries(
                Map.entry("MONGO_URI", mongo.uri()),
                Map.entry("POD_IP", "127.0.0.1"),
                Map.entry("NEXUS_SEAL_KEYS", KEY),
                Map.entry("NEXUS_TOKENS_FILE", folder.resolve("tokens").toString()),
                Map.entry("NEXUS_HTTP_STREAM_AFTER", "200ms"),
                Map.entry("NEXUS_HTTP_HEARTBEAT", "200ms"),
                Map.entry("NEXUS_STOP_PAUSE", "0"),
                Map.entry(Offer.FILE, counts().toString()));
    }

    /// The settings of a replica that was given other keys by mistake.
    Map<String, String> withOtherKeys() {
        var other = new java.util.HashMap<>(variables());
        var key = new byte[32];
        key[0] = 1;
        other.put("NEXUS_SEAL_KEYS", Base64.getEncoder().encodeToString(key));
        return other;
    }

    String alice() {
        return alice.secret().value();
    }

    String bob() {
        return bob.secret().value();
    }

    ServerProcess at(int number) {
        return replicas.get(Math.floorMod(number, SIZE));
    }

    int port(int number) {
        return at(number).port();
    }

    RoundRobinPeer balancer() {
        return balancer;
    }

    String database() {
        return mongo.databaseName();
    }

    /// Makes a collection of so many documents with numbers from 0, if there is none.
    void fill(String collection, int documents) {
        var there = mongo.database().getCollection(collection);
        if (there.countDocuments() > 0) return;
        for (int i = 0; i < documents; i++) there.insertOne(new Document("n", i));
    }

    /// Starts a replica again that has ended, where it was.
    void start(int number) throws IOException {
        var old = at(number);
        replicas.set(Math.floorMod(number, SIZE), old.again());
        old.close();
        at(number).awaitReady();
    }

    /// What was executed up to now, in every process: a line each.
    List<String> counted() throws IOException {
        return Files.exists(counts()) ? Files.readAllLines(counts()) : List.of();
    }

    private Path counts() {
        return folder.resolve("counts");
    }

    @Override
    public void close() throws IOException {
        balancer.close();
        for (var replica : replicas) replica.close();
        mongo.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}

package nexus.backup.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nexus.backup.age.Identity;
import nexus.backup.store.Buckets;
import nexus.backup.testing.S3Proxy;
import nexus.embedded.EmbeddedMongo;
import org.bson.Document;

/// A database with documents, an S3 server, and the program between them.
record Site(
        Path folder,
        S3Proxy store,
        Optional<EmbeddedMongo> embedded,
        MongoClient client,
        Map<String, String> environment)
        implements AutoCloseable {
    private static final String DATABASE = "nexus_bench_backup";
    private static final int COLLECTIONS = 8;
    private static final int NOISE = 2_000;
    private static final int LONGEST_MINUTES = 5;

    static Site open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var store = S3Proxy.start();
        var named = Optional.ofNullable(System.getenv("MONGODB_TEST_URI")).filter(uri -> !uri.isBlank());
        var embedded = named.isPresent() ? Optional.<EmbeddedMongo>empty() : Optional.of(EmbeddedMongo.open());
        var uri = named.orElseGet(() -> embedded.orElseThrow().uri());
        var identity = Identity.generate();
        var key = folder.resolve("key");
        Files.writeString(key, identity.secret() + "\n");
        var environment = new HashMap<>(Buckets.environment(Buckets.settings(store.endpoint(), S3Proxy.BUCKET)));
        environment.put("MONGO_URI", uri);
        environment.put("BACKUP_RECIPIENTS", identity.recipient().text());
        environment.put("BACKUP_IDENTITY_FILE", key.toString());
        return new Site(folder, store, embedded, MongoClients.create(uri), environment);
    }

    /// Fills the database: half of each document is noise, half is text.
    ///
    /// @return bytes of BSON
    long fill(int megabytes) {
        var random = new Random(7);
        long bytes = 0;
        for (int i = 0; i < COLLECTIONS; i++) {
            var collection = client.getDatabase(DATABASE).getCollection("c" + i);
            for (long done = 0; done < (megabytes << 20L) / COLLECTIONS; ) {
                var batch = new ArrayList<Document>();
                for (int n = 0; n < 250; n++) batch.add(document(random));
                collection.insertMany(batch);
                done += 250L * 2 * NOISE;
            }
            bytes += collection.countDocuments() * 2L * NOISE;
        }
        return bytes;
    }

    private static Document document(Random random) {
        var noise = new byte[NOISE];
        random.nextBytes(noise);
        return new Document("noise", noise).append("text", "the quick brown fox ".repeat(NOISE / 20));
    }

    Outcome run(Step step) throws IOException, InterruptedException {
        if (step.isRestore()) client.getDatabase(DATABASE).drop();
        var figures = folder.resolve("figures");
        Files.deleteIfExists(figures);
        var log = folder.resolve("log");
        var builder = new ProcessBuilder(command(figures, step))
                .redirectError(log.toFile())
                .redirectOutput(output(step.word()).toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(step.environment());
        var process = builder.start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0)
                throw new IllegalStateException(step.title() + " failed: " + Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
        return Outcome.parse(Files.readString(figures));
    }

    private Path output(String word) {
        return folder.resolve(word + ".out");
    }

    private List<String> command(Path figures, Step step) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dbench.figures=" + figures,
                "-cp",
                System.getProperty("java.class.path"),
                Timed.class.getName(),
                step.word()));
        // A dump of a part is restored by its name only, which is what it has printed.
        if (step.isRestore()) command.add(Files.readString(output("dump")).strip());
        if (step.isDump()) command.addAll(List.of("--only", DATABASE));
        return command;
    }

    @Override
    public void close() {
        client.getDatabase(DATABASE).drop();
        client.close();
        embedded.ifPresent(EmbeddedMongo::close);
        store.close();
    }
}

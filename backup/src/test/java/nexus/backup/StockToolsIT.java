package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nexus.backup.age.StockAge;
import nexus.backup.run.Kind;
import nexus.backup.run.Layout;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Program;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run is opened by programs that know nothing of this one.
class StockToolsIT {
    private static final String MISSING =
            "no mongorestore; put MongoDB's database tools on PATH, or name it in NEXUS_MONGORESTORE";

    @TempDir
    private Path folder;

    private MongoPeer mongo;
    private MongoClient client;
    private S3Peer store;
    private Program backup;
    private Sample sample;

    @BeforeEach
    void start() {
        StockAge.assumeAvailable();
        store = S3Peer.start();
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        sample = new Sample(client, mongo.databaseName(), new Random(4)).fill(5, 200);
        backup = RoundTripIT.program(folder, store, mongo.uri());
    }

    @AfterEach
    void stop() {
        if (store == null) return;
        sample.drop();
        client.close();
        mongo.close();
        store.close();
    }

    /// Decrypts every object of a run by `age -d`, as files.
    private Path decrypted(RunId run) throws IOException, InterruptedException {
        try (var bucket = store.bucket()) {
            var reader = RunReader.open(bucket, Layout.of("", "default"), Kind.DATA, run);
            for (var entry : reader.manifest().entries()) {
                var file = folder.resolve(entry.path());
                Files.createDirectories(file.getParent());
                try (InputStream in = bucket.read(reader.key(entry))) {
                    Files.copy(in, file);
                }
                var plain = folder.resolve(entry.path().replaceFirst("\\.age$", ""));
                run("age", "-d", "-i", folder.resolve("key").toString(), "-o", plain.toString(), file.toString());
                Files.delete(file);
            }
        }
        return folder.resolve("dump");
    }

    private void run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "tool", ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> List.of(command) + " has not ended");
        assertEquals(0, process.exitValue(), Files.readString(output));
    }

    @Test
    void ageAndMongorestoreBringItBack() throws IOException, InterruptedException {
        var mongorestore = System.getenv().getOrDefault("NEXUS_MONGORESTORE", "mongorestore");
        var isThere = List.of(System.getenv("PATH").split(":", -1)).stream()
                .map(place -> Path.of(place).resolve(mongorestore))
                .anyMatch(Files::isExecutable);
        if (!isThere) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(isThere, MISSING);
        var before = Contents.of(client, mongo.databaseName());
        var dump = decrypted(new RunId(backup.run("dump").with(0).strip()));
        sample.drop();
        var command = new ArrayList<>(List.of(mongorestore, "--uri", mongo.uri(), "--gzip", "--stopOnError"));
        // It refuses the option "ns" of an index, which mongorestore gives servers as old as it says it is.
        if (sample.isFerretDb()) command.add("--noIndexRestore");
        command.add(dump.toString());
        run(command.toArray(String[]::new));
        assertEquals(
                before.documents(), Contents.of(client, mongo.databaseName()).documents());
    }

    @Test
    void ageAndGunzipOpenEveryObject() throws IOException, InterruptedException {
        var dump = decrypted(new RunId(backup.run("dump").with(0).strip()));
        try (var files = Files.walk(dump)) {
            for (var file : files.filter(Files::isRegularFile).toList()) run("gzip", "--test", file.toString());
        }
        assertTrue(Files.exists(dump.resolve("prelude.json.gz")));
    }
}

package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import nexus.backup.testing.Asked;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Fault;
import nexus.backup.testing.FaultyS3;
import nexus.backup.testing.Gateway;
import nexus.backup.testing.Program;
import nexus.backup.testing.Sample;
import nexus.testing.Eventually;
import nexus.testing.MongoPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The program told to stop, as a pod is, while it waits for the store: it gives its lease back, so that the next one
/// begins at once.
class TerminationIT {
    private static final Predicate<Asked> DOCUMENTS = Asked.path("large.bson");
    private static final int SIGTERM = 128 + 15;

    @RegisterExtension
    static final FaultyS3 S3 = new FaultyS3();

    @TempDir
    private Path folder;

    private MongoPeer mongo;
    private MongoClient client;
    private Sample sample;
    private Program backup;

    @BeforeEach
    void start() {
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        sample = new Sample(client, mongo.databaseName(), new Random(4)).fill(2, 500);
        // By time alone nobody could take the lease over before the test ends.
        backup = RoundTripIT.program(folder, S3.store().environment(), mongo.uri())
                .with("NEXUS_BACKUP_LEASE_PERIOD", "1h");
    }

    @AfterEach
    void stop() {
        sample.drop();
        client.close();
        mongo.close();
    }

    private void stopWhileItWaits(String method, String... words) throws InterruptedException {
        var request = DOCUMENTS.and(Asked.method(method));
        long before = S3.store().count(request);
        S3.store().fail(1, request, new Fault.Delay(Duration.ofMinutes(2)));
        var process = backup.start(words);
        try {
            Eventually.holds("it waits for the store", () -> S3.store().count(request) > before);
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it has not stopped");
            assertEquals(SIGTERM, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        S3.store().mend();
    }

    @Test
    void aDumpThatIsStoppedIsNoRunAndTheNextOneBegins() throws InterruptedException {
        stopWhileItWaits("PUT", "dump");
        assertTrue(backup.run("list").with(0).contains(" INCOMPLETE "));
        backup.run("dump").with(0);
    }

    @Test
    void aDumpThatIsStoppedTellsHowItEnded() throws InterruptedException {
        try (var gateway = Gateway.start()) {
            backup = backup.with("NEXUS_BACKUP_METRICS_PUSH", gateway.url());
            stopWhileItWaits("PUT", "dump");
            var pushed = gateway.pushed().getLast();
            assertEquals("3", pushed.value("nexus_backup_last_exit_code").orElseThrow());
        }
    }

    @Test
    void aRestoreThatIsStoppedGoesOn() throws InterruptedException {
        var before = Contents.of(client, mongo.databaseName());
        var run = backup.run("dump").with(0).strip();
        sample.drop();
        // The first time it is read to be verified.
        stopWhileItWaits("GET", "restore", run);
        backup.run("restore", run).with(0);
        assertEquals(before, Contents.of(client, mongo.databaseName()));
    }
}

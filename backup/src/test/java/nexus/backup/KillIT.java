package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Program;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.Eventually;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program, ended by `kill -9` at random points.
class KillIT {
    private static final int KILLS = Boolean.getBoolean("tests.long") ? 100 : 3;
    /// Some end before they are killed.
    private static final int MOST_ROUNDS = 5 * KILLS;

    private static final int LEASE_HELD = 6;
    private static final long SEED = Long.getLong("nexus.kill.seed", 20_261_128);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private MongoPeer mongo;
    private MongoClient client;
    private S3Peer store;
    private Program backup;
    private Sample sample;
    private long whole;

    @BeforeEach
    void start() {
        System.out.println("seed of the kills: " + SEED + " (-Dnexus.kill.seed)");
        store = S3Peer.start();
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        sample = new Sample(client, mongo.databaseName(), new Random(SEED)).fill(5, 3_000);
        // A lease of a killed program is free after three periods of this; a busy machine may not renew a shorter one.
        backup = RoundTripIT.program(folder, store, mongo.uri()).with("NEXUS_BACKUP_LEASE_PERIOD", "2s");
    }

    @AfterEach
    void stop() {
        sample.drop();
        client.close();
        mongo.close();
        store.close();
    }

    /// Ends a run of a word at a random time of those that a whole one takes.
    ///
    /// @return whether it was at work still
    private boolean kill(String... words) throws InterruptedException {
        long life = (long) (whole * (0.15 + 0.7 * random.nextDouble()));
        long start = System.nanoTime();
        var process = backup.start(words);
        while (process.waitFor(life, TimeUnit.NANOSECONDS)) {
            // The machine was busier when a whole one was timed.
            if (process.exitValue() == 0) whole = Math.min(whole, System.nanoTime() - start);
            if (process.exitValue() != LEASE_HELD) return false;
            start = System.nanoTime();
            process = backup.start(words);
        }
        process.destroyForcibly();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return true;
    }

    private void time(String... words) {
        long start = System.nanoTime();
        backup.run(words).with(0);
        whole = System.nanoTime() - start;
    }

    private List<String> complete() {
        return backup.run("list", "--kind", "data", "--json")
                .with(0)
                .lines()
                .map(Document::parse)
                .filter(run -> run.getBoolean("complete"))
                .map(run -> run.getString("run"))
                .toList();
    }

    @Test
    void aKilledDumpIsNoRunAndTheNextOneWorks() throws InterruptedException {
        time("dump");
        var seen = new HashSet<String>();
        int killed = 0;
        for (int round = 0; round < MOST_ROUNDS && killed < KILLS; round++) {
            if (kill("dump")) killed++;
            for (var run : complete())
                if (seen.add(run)) backup.run("verify", run).with(0);
        }
        afterTheLease("dump").with(0);
        int complete = complete().size();
        for (var run : complete()) backup.run("verify", run).with(0);
        System.out.println("killed " + killed + " dumps at work; " + complete + " complete runs");
        assertTrue(complete >= 2 && killed >= KILLS, killed + " killed, " + complete + " complete");
        // What is left of the others is swept, and no complete run with it.
        afterTheLease("prune", "--yes").with(0);
        assertEquals(complete, complete().size());
    }

    @Test
    void aKilledRestoreGoesOnAndEndsEqual() throws InterruptedException {
        var before = Contents.of(client, mongo.databaseName());
        var run = backup.run("dump").with(0).strip();
        sample.drop();
        time("restore", run);
        int killed = 0;
        for (int round = 0; round < MOST_ROUNDS && killed < KILLS; round++) {
            sample.drop();
            while (kill("restore", run)) {
                killed++;
                if (random.nextBoolean()) break;
            }
            var ended = afterTheLease("restore", run);
            // One that was killed after its last step has nothing left to go on with, and finds a target that is full.
            if (ended.code() != 0) assertTrue(ended.errors().contains("not empty"), ended.errors());
            assertEquals(before, Contents.of(client, mongo.databaseName()));
        }
        System.out.println("killed " + killed + " restores at work");
        assertTrue(killed >= KILLS, killed + " killed");
    }

    /// Runs a word once the lease of a killed program is free.
    private Program.Ended afterTheLease(String... words) {
        var last = new AtomicReference<Program.Ended>();
        Eventually.holds("the lease is free", () -> {
            last.set(backup.run(words));
            return last.get().code() != LEASE_HELD;
        });
        return last.get();
    }
}

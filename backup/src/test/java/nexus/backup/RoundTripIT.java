package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Program;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a deployment into a bucket and back, by the program itself.
class RoundTripIT {
    @TempDir
    private Path folder;

    private MongoPeer mongo;
    private MongoClient client;
    private S3Peer store;
    private Program backup;
    private Sample sample;

    @BeforeEach
    void start() {
        store = S3Peer.start();
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        sample = new Sample(client, mongo.databaseName(), new Random(1));
        backup = program(folder, store, mongo.uri());
    }

    static Program program(Path folder, S3Peer store, String uri) {
        return program(folder, store.environment(), uri);
    }

    /// @param store the environment of a program that uses it
    static Program program(Path folder, Map<String, String> store, String uri) {
        var key = folder.resolve("key");
        var program = new Program(folder, store);
        var recipient = program.run("keygen", "--out", key.toString()).with(0).strip();
        return program.with("BACKUP_RECIPIENTS", recipient)
                .with("BACKUP_IDENTITY_FILE", key.toString())
                .with("MONGO_URI", uri);
    }

    @AfterEach
    void stop() {
        sample.drop();
        client.close();
        mongo.close();
        store.close();
    }

    private Contents contents() {
        return Contents.of(client, mongo.databaseName());
    }

    @Test
    void bringsEverythingBackAsItWas() {
        sample.fill(90, 2_000);
        var before = contents();
        assertEquals(100, before.documents().size());
        var run = backup.run("dump").with(0).strip();
        backup.run("verify", run, "--depth", "content").with(0);
        sample.drop();
        assertEquals(Map.of(), contents().documents());

        backup.run("restore", run, "--dry-run").with(0);
        assertEquals(Map.of(), contents().documents());
        backup.run("restore", run).with(0);
        assertEquals(before, contents());
    }

    @Test
    void listsRunsAndSaysWhichAreGood() {
        sample.fill(1, 2_000);
        var run = backup.run("dump").with(0).strip();
        var line = backup.run("list", "--json").with(0).strip();
        var json = Document.parse(line);
        assertEquals(run, json.getString("run"));
        assertTrue(json.getBoolean("complete") && json.getBoolean("whole"), line);
        assertTrue(json.containsKey("verified"), "a dump that was read back whole is verified: " + line);
        assertTrue(backup.run("list").with(0).contains(run));
    }

    @Test
    void restoresOneCollectionUnderAnotherName() {
        sample.fill(1, 2_000);
        var run = backup.run("dump").with(0).strip();
        var large = mongo.databaseName() + ".large";
        backup.run("restore", run, "--only", large, "--rename", large + "=" + mongo.databaseName() + "-new.copy")
                .with(0);
        var after = contents();
        assertEquals(after.documents().get(large), after.documents().get(mongo.databaseName() + "-new.copy"));
        assertEquals(4, after.indexes().get(mongo.databaseName() + "-new.copy").size());
    }

    @Test
    void saysWhichArgumentsDoNotGoWithTheRun() {
        sample.fill(1, 2_000);
        var run = backup.run("dump").with(0).strip();
        var large = mongo.databaseName() + ".large";
        for (var wrong : List.of(List.of("--only", "no.such"), List.of("--only", large, "--rename", "no.such=a.b"))) {
            var arguments = new ArrayList<>(List.of("restore", run));
            arguments.addAll(wrong);
            var ended = backup.run(arguments.toArray(String[]::new));
            ended.with(2);
            assertTrue(ended.errors().contains("no.such"), ended.errors());
        }
    }

    @Test
    void leavesATargetAloneThatIsNotEmpty() {
        sample.fill(1, 2_000);
        var run = backup.run("dump").with(0).strip();
        var before = contents();
        var ended = backup.run("restore", run);
        ended.with(3);
        assertTrue(ended.errors().contains("--if-exists"), ended.errors());
        assertEquals(before, contents());
    }

    @Test
    void mergesDropsOrMovesAsideWhatIsThere() {
        sample.fill(1, 2_000);
        var run = backup.run("dump").with(0).strip();
        var original = contents();
        var collection = client.getDatabase(mongo.databaseName()).getCollection("large");
        collection.deleteOne(new Document("n", 5));
        collection.updateOne(new Document("n", 6), new Document("$set", new Document("text", "changed")));
        collection.insertOne(new Document("_id", "new").append("n", -1));
        var large = mongo.databaseName() + ".large";

        backup.run("restore", run, "--only", large, "--if-exists", "merge").with(0);
        assertEquals(2_001, collection.countDocuments());
        assertEquals("changed", collection.find(new Document("n", 6)).first().getString("text"));

        backup.run("restore", run, "--only", large, "--if-exists", "rename").with(0);
        assertEquals(original.documents().get(large), contents().documents().get(large));
        assertEquals(
                2_001,
                client.getDatabase(mongo.databaseName())
                        .getCollection("large_before_" + run)
                        .countDocuments());

        collection.deleteMany(new Document());
        backup.run("restore", run, "--only", large, "--if-exists", "drop").with(0);
        assertEquals(original.documents().get(large), contents().documents().get(large));
        var runs = backup.run("list", "--json")
                .with(0)
                .lines()
                .map(Document::parse)
                .toList();
        assertEquals(
                List.of(false, true),
                runs.stream().map(one -> one.getBoolean("whole")).toList(),
                "what was dropped had been dumped before");
    }

    @Test
    void saysWhatIsMissing() {
        sample.fill(1, 2_000);
        var noKey = backup.with("BACKUP_RECIPIENTS", "").run("dump");
        noKey.with(2);
        assertTrue(noKey.errors().contains("BACKUP_RECIPIENTS"), noKey.errors());
        backup.with("MONGO_URI", "mongodb://127.0.0.1:1/")
                .with("NEXUS_BACKUP_PATIENCE", "2s")
                .run("dump")
                .with(3);
        backup.with("NEXUS_BACKUP_STORE_BUCKET", "").run("list").with(2);
        var none = backup.run("verify");
        none.with(2);
        assertTrue(none.errors().contains("no complete run"), none.errors());
        var slip = backup.run("verfy");
        slip.with(2);
        assertTrue(slip.errors().contains("did you mean verify"), slip.errors());
        assertFalse(backup.run("--help").with(0).isEmpty());
    }
}

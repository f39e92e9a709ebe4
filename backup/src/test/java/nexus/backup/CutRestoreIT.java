package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import nexus.backup.testing.Asked;
import nexus.backup.testing.Fault;
import nexus.backup.testing.FaultyS3;
import nexus.backup.testing.Program;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a restore says and does that the store lets down on the way, or in which others write to the target.
class CutRestoreIT {
    private static final Predicate<Asked> NOTES =
            Asked.method("PUT").and(asked -> asked.path().matches(".*/restores/[^/]+/[0-9a-f]{16}/[0-9a-f]{32}.*"));
    private static final Fault FORBIDDEN = new Fault.Answer(403, "AccessDenied");
    private static final int ALWAYS = 1_000;

    @RegisterExtension
    static final FaultyS3 S3 = new FaultyS3();

    @TempDir
    private Path folder;

    private MongoPeer mongo;
    private MongoClient client;
    private Program backup;
    private MongoCollection<Document> first;
    private MongoCollection<Document> second;
    private String run;

    /// A run of two collections, of which documents of the first have a time to live.
    @BeforeEach
    void dump() {
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        first = client.getDatabase(mongo.databaseName()).getCollection("a");
        second = client.getDatabase(mongo.databaseName()).getCollection("b");
        first.insertOne(new Document("_id", 1));
        first.insertOne(new Document("_id", 2));
        first.createIndex(new Document("at", 1), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));
        second.insertOne(new Document("_id", 1));
        backup = RoundTripIT.program(folder, S3.store().environment(), mongo.uri())
                .with("NEXUS_BACKUP_NAME", mongo.databaseName())
                .with("NEXUS_BACKUP_PARALLEL", "1");
        run = backup.run("dump").with(0).strip();
    }

    @AfterEach
    void stop() {
        client.getDatabase(mongo.databaseName()).drop();
        client.close();
        mongo.close();
    }

    private static Predicate<Asked> after(int count) {
        var notes = new AtomicInteger();
        return NOTES.and(_ -> notes.incrementAndGet() > count);
    }

    @Test
    void documentsThatGoByThemselvesDoNotStandInTheWayOfGoingOn() {
        first.drop();
        second.drop();
        S3.store().fail(ALWAYS, after(3), FORBIDDEN);
        var cut = backup.run("restore", run);
        cut.with(7);
        assertTrue(cut.errors().contains("the same command goes on"), cut.errors());
        assertEquals(2, first.countDocuments());
        S3.store().mend();
        first.deleteOne(new Document("_id", 1));
        backup.run("restore", run).with(0);
        assertEquals(1, first.countDocuments());
        assertEquals(1, second.countDocuments());
    }

    @Test
    void whatCameIntoBeingAfterTheDumpOfWhatIsDroppedStays() {
        second.drop();
        var mine = new Document("_id", "mine");
        S3.store().fail(1, NOTES, new Fault.First(() -> second.insertOne(mine)));
        var cut = backup.run("restore", run, "--if-exists", "drop");
        cut.with(7);
        assertTrue(cut.errors().contains("has come into being"), cut.errors());
        assertEquals(mine, second.find().first());
        backup.run("restore", run, "--if-exists", "drop").with(0);
        assertEquals(new Document("_id", 1), second.find().first());
        assertEquals(3, backup.run("list", "--json").with(0).lines().count(), "each was dumped before it was dropped");
    }

    @Test
    void aStoreThatFailsBeforeAnythingIsWrittenIsNoHalfRestore() {
        first.drop();
        second.drop();
        S3.store().fail(ALWAYS, NOTES, FORBIDDEN);
        var failed = backup.run("restore", run);
        failed.with(4);
        assertFalse(failed.errors().contains("not whole"), failed.errors());
        assertEquals(0, first.countDocuments());
    }

    @Test
    void notesThatCannotBeDeletedDoNotSpoilARestore() {
        first.drop();
        second.drop();
        S3.store().fail(ALWAYS, Asked.method("POST").and(Asked.path("delete")), FORBIDDEN);
        var ended = backup.run("restore", run);
        ended.with(0);
        assertTrue(ended.errors().contains("All is restored"), ended.errors());
    }
}

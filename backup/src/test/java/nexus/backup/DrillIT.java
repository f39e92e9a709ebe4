package nexus.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.backup.age.AgeException;
import nexus.backup.age.Recipient;
import nexus.backup.run.Consistency;
import nexus.backup.run.Entry;
import nexus.backup.run.Kind;
import nexus.backup.run.Layout;
import nexus.backup.run.Manifest;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.run.RunWriter;
import nexus.backup.run.Source;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Gateway;
import nexus.backup.testing.LossyMongo;
import nexus.backup.testing.Program;
import nexus.backup.testing.Promtool;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.Eventually;
import nexus.testing.MongoPeer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Drills, by the program itself: one that passes, and those that must not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillIT {
    private MongoPeer mongo;
    private MongoPeer scratch;
    private MongoClient client;
    private MongoClient scratchClient;
    private S3Peer store;
    private Program backup;
    private Sample sample;

    private Program anyName;
    private int names;
    private Layout layout;

    @BeforeAll
    void startPeers(@TempDir Path folder) {
        store = S3Peer.start();
        mongo = MongoPeer.start();
        // Drills want a deployment of their own, so this one is the emulator in any case.
        scratch = MongoPeer.inProcess();
        client = MongoClients.create(mongo.uri());
        scratchClient = MongoClients.create(scratch.uri());
        sample = new Sample(client, mongo.databaseName(), new Random(4)).fill(5, 1_000);
        anyName = RoundTripIT.program(folder, store, mongo.uri())
                .with("NEXUS_BACKUP_DRILL_URI", scratch.uri())
                .with("NEXUS_BACKUP_LEASE_PERIOD", "2s");
    }

    /// Each test has runs of its own.
    @BeforeEach
    void begin() {
        var name = "drills-" + names++;
        backup = anyName.with("NEXUS_BACKUP_NAME", name);
        layout = Layout.of("", name);
    }

    @AfterAll
    void stopPeers() {
        sample.drop();
        scratchClient.close();
        client.close();
        scratch.close();
        mongo.close();
        store.close();
    }

    private RunId dump() {
        return new RunId(backup.run("dump").with(0).strip());
    }

    private boolean isVerified(RunId run) {
        return backup.run("list", "--kind", "data", "--json")
                .with(0)
                .lines()
                .map(Document::parse)
                .anyMatch(line -> line.getString("run").equals(run.text()) && line.containsKey("verified"));
    }

    /// The databases with a collection; the emulator keeps the names of others.
    private static List<String> left(MongoClient of) {
        return of.listDatabaseNames().into(new ArrayList<>()).stream()
                .filter(name ->
                        of.getDatabase(name).listCollectionNames().iterator().hasNext())
                .toList();
    }

    private static void assertSays(String text, Program.Ended ended) {
        assertTrue(ended.output().contains(text), () -> "not said: " + text + "\n" + ended.output() + ended.errors());
    }

    private String large(RunId run) {
        try (var bucket = store.bucket()) {
            var reader = RunReader.open(bucket, layout, Kind.DATA, run);
            return reader.manifest().entries().stream()
                    .filter(entry -> entry.path().contains("/large.bson"))
                    .map(reader::key)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aRunThatCanBeRestoredPassesAndLeavesNothing() {
        var run = backup.with("NEXUS_BACKUP_READ_BACK", "head")
                .run("dump")
                .with(0)
                .strip();
        assertFalse(isVerified(new RunId(run)));
        var ended = backup.run("drill");
        ended.with(0);
        assertSays("ok: run " + run + " is what its manifest says", ended);
        assertSays("ok: 15 collections were restored and are equal to the run, with ", ended);
        assertSays("ok: the scratch database is empty again", ended);
        assertSays("left out: runs of kind resources", ended);
        assertFalse(ended.output().contains("failed"), ended.output());
        assertEquals(List.of(), left(scratchClient));
        assertTrue(isVerified(new RunId(run)), "a drill that passes has verified its run");
    }

    @Test
    void writesItsLinesIntoTheLogOfAPod() {
        dump();
        var ended = backup.with("NEXUS_LOG_FORMAT", "json").run("drill");
        assertEquals("", ended.with(0));
        ended.errors().lines().forEach(line -> assertTrue(Document.parse(line).containsKey("message"), line));
        assertTrue(ended.errors().contains("\"ok: the scratch database is empty again\""), ended.errors());
    }

    @Test
    void aDamagedObjectIsNamedAndNothingIsRestored() {
        var run = dump();
        assertTrue(isVerified(run));
        store.damage(large(run), 5_000);
        var ended = backup.run("drill");
        ended.with(5);
        assertSays("failed: run " + run + " is damaged: " + large(run), ended);
        assertEquals(List.of(), left(scratchClient));
        assertFalse(isVerified(run), "it is noted as damaged");
    }

    @Test
    void aRunThatIsTooOldOrTooSmallFailsThoughItCanBeRestored() {
        var run = dump();
        var few = backup.with("NEXUS_BACKUP_DRILL_MIN_DOCUMENTS", "1000000").run("drill");
        few.with(5);
        assertSays("which is less than the 1000000 of backup.drill.min-documents", few);
        var old = new RunId("2026-01-31T02-00-00Z-9f3kq2xd");
        copy(run, old);
        var ended = backup.run("drill");
        ended.with(5);
        assertSays("failed: the newest run, " + old, ended);
        assertSays("backup.drill.max-age", ended);
        assertTrue(isVerified(old), "its age says nothing against what it holds");
    }

    @Test
    void withoutARunNothingCouldBeRestored() {
        var ended = backup.run("drill");
        ended.with(5);
        assertSays("failed: there is no complete run", ended);
    }

    /// Puts a run in the place of another, as if it had been made then.
    private void copy(RunId from, RunId to) {
        try (var bucket = store.bucket()) {
            var writer = new RunWriter(bucket, layout, Kind.DATA, to, List.of(recipient()));
            writer.complete(manifest(Kind.DATA, to, List.of()), () -> {});
            bucket.delete(List.of(layout.complete(Kind.DATA, from)));
        }
    }

    private Recipient recipient() {
        try {
            return Recipient.parse(backup.environment().get("BACKUP_RECIPIENTS"));
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    private Manifest manifest(Kind kind, RunId run, List<Entry> entries) {
        return new Manifest(
                kind,
                run,
                "drills",
                "a test",
                run.began(),
                run.began(),
                List.of(),
                new Source("5.0.0", "standalone", new BsonDocument()),
                Consistency.FUZZY,
                List.of(recipient().text()),
                1,
                entries,
                List.of());
    }

    @Test
    void looksIntoTheRunOfResources() throws Exception {
        dump();
        var object = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}}";
        resources("2026-10-01T00-00-00Z-aaaaaaaa", object);
        var good = backup.run("drill");
        good.with(0);
        assertSays("ok: resources run 2026-10-01T00-00-00Z-aaaaaaaa can be read: 1 objects", good);
        resources("2026-10-02T00-00-00Z-bbbbbbbb", "{\"kind\": ");
        var bad = backup.run("drill");
        bad.with(5);
        assertSays("failed: resources run 2026-10-02T00-00-00Z-bbbbbbbb is damaged", bad);
        assertSays("objects/a.json.gz.age is not JSON", bad);
    }

    private void resources(String name, String json) throws Exception {
        var run = new RunId(name);
        try (var bucket = store.bucket()) {
            var writer = new RunWriter(bucket, layout, Kind.RESOURCES, run, List.of(recipient()));
            var entries = List.of(
                    write(writer, "k8s/about.json", "{\"namespace\": \"shop\"}"),
                    write(writer, "objects/a.json", json));
            writer.complete(manifest(Kind.RESOURCES, run, entries), () -> {});
        }
    }

    private static Entry write(RunWriter writer, String path, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        try (var object = writer.open(path, "", bytes.length)) {
            object.write(bytes, 0, bytes.length);
            return object.finish();
        }
    }

    @Test
    void aScratchThatLosesADocumentFails() {
        var run = dump();
        try (var lossy = LossyMongo.start("large", List::removeLast)) {
            var ended = backup.with("NEXUS_BACKUP_DRILL_URI", lossy.uri()).run("drill");
            ended.with(5);
            assertSays(mongo.databaseName() + ".large is not equal to the run: has ", ended);
            assertSays(" documents instead of 1000", ended);
            assertSays("ok: the scratch database is empty again", ended);
        }
        assertTrue(isVerified(run), "the run itself was found intact");
    }

    /// As many documents, so that only their bytes tell.
    @Test
    void aScratchThatChangesADocumentFails() {
        dump();
        try (var lossy =
                LossyMongo.start("large", documents -> documents.getLast().put("n", -1))) {
            var ended = backup.with("NEXUS_BACKUP_DRILL_URI", lossy.uri()).run("drill");
            ended.with(5);
            assertSays(".large is not equal to the run: has other documents than the run, though as many", ended);
        }
    }

    @Test
    void neverTouchesTheSourceOrADatabaseOfSomebodyElse() {
        dump();
        var before = Contents.of(client, mongo.databaseName());
        var source = backup.with("NEXUS_BACKUP_DRILL_URI", mongo.uri() + "/?appName=x")
                .run("drill");
        source.with(2);
        assertTrue(source.errors().contains("names the servers that are dumped"), source.errors());
        var alias = mongo.uri().replace("127.0.0.1", "localhost");
        backup.with("NEXUS_BACKUP_DRILL_URI", alias).run("drill").with(2);
        assertEquals(before, Contents.of(client, mongo.databaseName()));

        var orders = scratchClient.getDatabase("somebody").getCollection("orders");
        orders.insertOne(new Document("_id", 1));
        var ended = backup.run("drill");
        ended.with(3);
        assertTrue(ended.errors().contains("no drill has made: somebody.orders"), ended.errors());
        assertEquals(List.of("somebody"), left(scratchClient));
        orders.drop();

        var none = backup.with("NEXUS_BACKUP_DRILL_URI", "").run("drill");
        none.with(2);
        assertTrue(none.errors().contains("backup.drill.uri"), none.errors());
    }

    @Test
    void oneThatWasKilledInTheMiddleIsCleanedUpByTheNext() throws InterruptedException {
        dump();
        killInTheMiddle();
        assertFalse(left(scratchClient).isEmpty(), "there is something to clean up");
        var last = new AtomicReference<Program.Ended>();
        Eventually.holds("the lease is free", () -> {
            last.set(backup.run("drill"));
            return last.get().code() != 6;
        });
        last.get().with(0);
        assertEquals(List.of(), left(scratchClient));
        try (var bucket = store.bucket()) {
            assertEquals(
                    List.of(),
                    bucket.folders(layout.root() + "restores/"),
                    "nothing is left that keeps prune from deleting the run");
        }
    }

    /// Where a busy machine lets the test miss the moment, there is another drill.
    private void killInTheMiddle() throws InterruptedException {
        for (int i = 0; i < 20 && left(scratchClient).isEmpty(); i++) {
            var process = backup.start("drill");
            for (int polls = 0; polls < 10_000 && left(scratchClient).isEmpty(); polls++)
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) break;
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void metricsTellHowItEnded() throws IOException {
        try (var gateway = Gateway.start()) {
            var told = backup.with("NEXUS_BACKUP_METRICS_PUSH", gateway.url()).with("POD_NAMESPACE", "shop");
            told.run("drill").with(5);
            told.run("dump").with(0);
            told.run("drill").with(0);
            told.run("prune").with(0);
            told.run("dump", "--only", mongo.databaseName()).with(0);
            told.run("dump", "--dry-run").with(0);
            told.run("list").with(0);
            told.run("prune", "--yes").with(0);
            var paths = gateway.pushed().stream().map(Gateway.Pushed::path).toList();
            var group = "/metrics/job/nexus-backup/namespace/shop/name/drills-" + (names - 1) + "/word/";
            assertEquals(
                    List.of(
                            group + "drill/kind/data",
                            group + "dump/kind/data",
                            group + "drill/kind/data",
                            group + "prune/kind/data",
                            group + "prune/kind/resources"),
                    paths);
            var failed = gateway.pushed().getFirst();
            assertEquals("5", failed.value("nexus_backup_last_exit_code").orElseThrow());
            assertTrue(
                    failed.value("nexus_backup_last_success_timestamp_seconds").isEmpty(), "the last one stays");
            assertEquals("0", failed.value("nexus_backup_runs").orElseThrow());
            var dumped = gateway.pushed().get(1);
            assertTrue(dumped.text().contains("nexus_backup_consistency{level=\"fuzzy\"} 1\n"), dumped.text());
            gateway.pushed().forEach(pushed -> Promtool.check(pushed.text()));
            assertEquals(documented(), told(gateway));
            for (var name : List.of(
                    "last_success_timestamp_seconds",
                    "last_end_timestamp_seconds",
                    "duration_seconds",
                    "bytes",
                    "stored_bytes",
                    "documents",
                    "objects",
                    "newest_run_timestamp_seconds",
                    "newest_verified_timestamp_seconds",
                    "runs")) assertTrue(dumped.value("nexus_backup_" + name).isPresent(), name);
        }
    }

    private static Set<String> told(Gateway gateway) {
        return gateway.pushed().stream()
                .flatMap(pushed -> pushed.text().lines())
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() throws IOException {
        return Pattern.compile("`(nexus_backup_[a-z_]+)[`{]")
                .matcher(Files.readString(Path.of("../docs/backup.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aGatewayThatIsGoneChangesNothingButALine() {
        var ended = backup.with("NEXUS_BACKUP_METRICS_PUSH", "http://u:s3cret@127.0.0.1:1")
                .run("dump");
        ended.with(0);
        assertTrue(ended.errors().contains("could not be pushed to http://<hidden>@127.0.0.1:1"), ended.errors());
        assertFalse(ended.errors().contains("s3cret"), ended.errors());
        var wrong = backup.with("NEXUS_BACKUP_METRICS_PUSH", "u:s3cret@gateway").run("dump");
        wrong.with(2);
        assertFalse(wrong.errors().contains("s3cret"), wrong.errors());
    }
}

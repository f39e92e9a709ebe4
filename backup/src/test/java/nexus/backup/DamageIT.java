package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import nexus.backup.run.Kind;
import nexus.backup.run.Layout;
import nexus.backup.run.RunId;
import nexus.backup.run.RunReader;
import nexus.backup.run.Runs;
import nexus.backup.store.Bucket;
import nexus.backup.testing.Contents;
import nexus.backup.testing.Program;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.MongoPeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs that somebody or something has damaged: each is found out about, and nothing of it is written.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageIT {
    private static final Layout LAYOUT = Layout.of("", "default");

    /// A kind of damage.
    ///
    /// @param name what was done
    /// @param does it, to a copy of a good run
    /// @param says what the program says of it
    record Damage(String name, BiConsumer<Bucket, RunReader> does, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private MongoPeer mongo;
    private MongoClient client;
    private S3Peer store;
    private Bucket bucket;
    private Program backup;
    private Sample sample;
    private RunId good;

    @BeforeAll
    void dump(@TempDir Path folder) {
        store = S3Peer.start();
        mongo = MongoPeer.start();
        client = MongoClients.create(mongo.uri());
        bucket = store.bucket();
        sample = new Sample(client, mongo.databaseName(), new Random(2)).fill(3, 500);
        backup = RoundTripIT.program(folder, store, mongo.uri());
        good = new RunId(backup.run("dump").with(0).strip());
        sample.drop();
    }

    @AfterAll
    void stop() {
        sample.drop();
        bucket.close();
        client.close();
        mongo.close();
        store.close();
    }

    static Stream<Damage> damages() {
        var others = Stream.of(
                new Damage("an object is cut", (bucket, run) -> cut(bucket, large(run)), "bytes instead of"),
                new Damage("an object is empty", (bucket, run) -> bucket.put(large(run), ""), "bytes instead of"),
                new Damage("an object is missing", (bucket, run) -> bucket.delete(List.of(large(run))), "is missing"),
                new Damage(
                        "metadata are missing", (bucket, run) -> bucket.delete(List.of(metadata(run))), "is missing"),
                new Damage("one bit is another", (bucket, run) -> flip(bucket, large(run)), "large.bson"),
                new Damage("an object stands in for another", DamageIT::swap, "large.bson"),
                new Damage(
                        "there is one object too many",
                        (bucket, run) -> bucket.put(large(run) + ".more", "x"),
                        "is not in the manifest"),
                new Damage(
                        "the marker is missing",
                        (bucket, run) -> bucket.delete(List.of(key(run, Layout.COMPLETE))),
                        "is not complete"),
                new Damage("all objects are missing", DamageIT::empty, "is missing"));
        return Stream.concat(others, ofWhatOpensIt().stream());
    }

    static List<Damage> ofWhatOpensIt() {
        return List.of(
                new Damage(
                        "the marker is no marker",
                        (bucket, run) -> bucket.put(key(run, Layout.COMPLETE), "{}"),
                        "COMPLETE"),
                new Damage(
                        "the manifest is missing",
                        (bucket, run) -> bucket.delete(List.of(key(run, Layout.MANIFEST))),
                        "is missing"),
                new Damage("the manifest was edited", DamageIT::edit, "is not the one"));
    }

    private static String key(RunReader run, String name) {
        return run.layout().run(Kind.DATA, run.manifest().run()) + name;
    }

    private static String large(RunReader run) {
        return key(run, run, "large.bson");
    }

    private static String metadata(RunReader run) {
        return key(run, run, "large.metadata.json");
    }

    private static String key(RunReader run, RunReader of, String part) {
        return of.manifest().entries().stream()
                .filter(entry -> entry.path().contains("/" + part))
                .map(entry -> key(run, entry.path()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(Bucket bucket, String key) {
        try (var in = bucket.read(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Bucket bucket, String key, byte[] bytes) {
        try (var upload = bucket.upload(key, bytes.length)) {
            upload.write(bytes, 0, bytes.length);
            upload.finish();
        }
    }

    private static void cut(Bucket bucket, String key) {
        var bytes = read(bucket, key);
        write(bucket, key, Arrays.copyOf(bytes, bytes.length - 1));
    }

    private static void flip(Bucket bucket, String key) {
        var bytes = read(bucket, key);
        bytes[bytes.length / 2] ^= 1;
        write(bucket, key, bytes);
    }

    /// Of the same size, or it would be found by that.
    private static void swap(Bucket bucket, RunReader run) {
        var bytes = read(bucket, large(run));
        var other = new byte[bytes.length];
        new Random(3).nextBytes(other);
        write(bucket, large(run), other);
    }

    private static void edit(Bucket bucket, RunReader run) {
        var key = key(run, Layout.MANIFEST);
        var text = new String(read(bucket, key), StandardCharsets.UTF_8);
        bucket.put(key, text.replaceFirst("\"documents\": \\d+", "\"documents\": 7777"));
    }

    private static void empty(Bucket bucket, RunReader run) {
        bucket.delete(run.manifest().entries().stream()
                .map(entry -> key(run, entry.path()))
                .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void findsItAndWritesNothing(Damage damage) {
        var before = objects();
        var reader = RunReader.open(bucket, LAYOUT, Kind.DATA, good);
        new Runs(bucket, LAYOUT, Kind.DATA).markVerified(reader);
        damage.does().accept(bucket, reader);
        try {
            for (var words : List.of(
                    List.of("verify", good.text()),
                    List.of("verify", good.text(), "--depth", "content"),
                    List.of("restore", good.text()))) {
                var ended = backup.run(words.toArray(String[]::new));
                ended.with(5);
                assertTrue(ended.errors().contains(damage.says()), () -> words + ": " + ended.errors());
            }
            assertEquals(Map.of(), Contents.of(client, mongo.databaseName()).documents());
            assertFalse(listed(good).containsKey("verified"), "prune must not rely on it");
        } finally {
            undo(before);
        }
    }

    @Test
    void aRunThatWasFoundDamagedIsTakenByItsNameAlone() {
        backup.run("verify", good.text()).with(0);
        var newest = new RunId(backup.run("dump").with(0).strip());
        empty(bucket, RunReader.open(bucket, LAYOUT, Kind.DATA, newest));
        backup.run("verify").with(5);

        assertTrue(listed(newest).containsKey("damaged") && !listed(newest).containsKey("verified"));
        assertTrue(backup.run("list").with(0).contains(" DAMAGED "));

        var refused = backup.run("restore");
        refused.with(5);
        assertTrue(refused.errors().contains(newest + ", was found damaged"), refused.errors());
        assertTrue(refused.errors().contains(good + ": name it"), refused.errors());
        backup.run("restore", good.text(), "--dry-run").with(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofWhatOpensIt")
    void aNewestRunThatCannotBeOpenedIsNotPassedOverInSilence(Damage damage) {
        new Runs(bucket, LAYOUT, Kind.DATA).markVerified(RunReader.open(bucket, LAYOUT, Kind.DATA, good));
        var newest = new RunId(backup.run("dump").with(0).strip());
        damage.does().accept(bucket, RunReader.open(bucket, LAYOUT, Kind.DATA, newest));
        try {
            var refused = backup.run("restore");
            refused.with(5);
            assertTrue(refused.errors().contains("nothing was written"), refused.errors());
            assertTrue(refused.errors().contains(good + ": name it"), refused.errors());
            backup.run("verify", "--if-any").with(5);
            assertFalse(listed(newest).containsKey("verified"), "prune must not rely on it");
        } finally {
            bucket.delete(List.of(LAYOUT.complete(Kind.DATA, newest)));
        }
    }

    @Test
    void aNameOfNoRunIsAnErrorOfTheCommand() {
        for (var word : List.of("verify", "restore")) {
            var refused = backup.run(word, "2001-01-01T00-00-00Z-abcdefgh");
            refused.with(2);
            assertTrue(refused.errors().contains("there is no run 2001-01-01T00-00-00Z-abcdefgh"), refused.errors());
        }
    }

    @Test
    void whereThereIsNoRunTheListSaysWhereItHasLooked() {
        var listed = backup.with("NEXUS_BACKUP_NAME", "other").run("list", "--kind", "data");
        listed.with(0);
        assertTrue(listed.errors().contains("there is no run of kind data in " + S3Peer.BUCKET + "/other/"));
    }

    private Document listed(RunId run) {
        return backup.run("list", "--kind", "data", "--json")
                .with(0)
                .lines()
                .map(Document::parse)
                .filter(line -> line.getString("run").equals(run.text()))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, byte[]> objects() {
        var objects = new HashMap<String, byte[]>();
        bucket.list(LAYOUT.run(Kind.DATA, good), stored -> objects.put(stored.key(), read(bucket, stored.key())));
        return objects;
    }

    private void undo(Map<String, byte[]> before) {
        var now = objects();
        before.forEach((key, bytes) -> {
            if (!Arrays.equals(bytes, now.get(key))) write(bucket, key, bytes);
        });
        bucket.delete(
                now.keySet().stream().filter(key -> !before.containsKey(key)).toList());
    }
}

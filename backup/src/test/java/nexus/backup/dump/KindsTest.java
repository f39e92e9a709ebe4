package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nexus.backup.run.Entry;
import nexus.testing.WirePeer;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// Collections of every kind, against a scripted wire peer: the emulator has ordinary ones alone.
class KindsTest {
    private static final BsonDocument NATURAL = BsonDocument.parse("{$natural: 1}");
    private static final BsonDocument BY_ID = BsonDocument.parse("{_id: 1}");

    private final MemorySink sink = new MemorySink();

    private Dumped dump(ScriptedServer server) throws IOException {
        try (server;
                var client = server.client()) {
            return Dump.run(client, DumpOptions.usual("test"), sink, Progress.NONE);
        }
    }

    private static ScriptedServer with(ScriptedCollection collection) throws IOException {
        return ScriptedServer.standalone().with(collection);
    }

    private static BsonDocument find(ScriptedServer server, String collection) {
        return server.commands("find", collection).getLast();
    }

    @Test
    void aViewIsItsDefinitionAlone() throws IOException {
        var options = "{viewOn: 'orders', pipeline: [{$match: {open: true}}], collation: {locale: 'de'}}";
        var server = with(ScriptedCollection.of("shop.open", "{_id: 1}").as("view", options));
        dump(server);
        assertEquals(List.of("dump/prelude.json", "dump/shop/open.metadata.json"), sink.paths());
        var metadata = sink.json("dump/shop/open.metadata.json");
        assertEquals(BsonDocument.parse(options), metadata.getDocument("options"));
        assertEquals(0, metadata.getArray("indexes").size());
        assertEquals("view", metadata.getString("type").getValue());
        assertEquals(List.of(), server.commands("find", "open"));
        assertEquals(List.of(), server.commands("listIndexes", "open"));
    }

    @Test
    void aCappedCollectionKeepsItsOrder() throws IOException {
        var capped = ScriptedCollection.of("shop.log", "{_id: 3}", "{_id: 1}", "{_id: 2}");
        var server = with(capped.as("collection", "{capped: true, size: 4096, max: 9}", ScriptedCollection.ID_INDEX));
        dump(server);
        assertEquals(capped.documents(), sink.documents("dump/shop/log.bson"));
        assertEquals(NATURAL, find(server, "log").getDocument("hint"));
        assertEquals(
                9,
                sink.json("dump/shop/log.metadata.json")
                        .getDocument("options")
                        .getInt32("max")
                        .getValue());
    }

    @Test
    void aCollectionWithoutAnIndexOnIdIsReadAsItLies() throws IOException {
        var odd = ScriptedCollection.of("shop.odd", "{_id: 3}", "{_id: 1}");
        var server = with(odd.as("collection", "{}", BsonDocument.parse("{v: 2, key: {_id: -1, b: 1}, name: 'x'}")));
        dump(server);
        assertEquals(odd.documents(), sink.documents("dump/shop/odd.bson"));
        assertEquals(NATURAL, find(server, "odd").getDocument("hint"));
    }

    @Test
    void optionsAreWrittenAsTheServerTellsThem() throws IOException {
        var options = "{validator: {$jsonSchema: {required: ['a']}}, collation: {locale: 'fr', strength: 2},"
                + " expireAfterSeconds: NumberLong(5), x: 1.0, changeStreamPreAndPostImages: {enabled: true}}";
        var index = BsonDocument.parse("{v: 2, key: {a: 1.0, b: 'text'}, name: 'i', weights: {b: NumberLong(3)}}");
        dump(with(ScriptedCollection.of("shop.c", "{_id: 1}")
                .as("collection", options, ScriptedCollection.ID_INDEX, index)));
        var metadata = sink.json("dump/shop/c.metadata.json");
        assertEquals(BsonDocument.parse(options), metadata.getDocument("options"));
        assertEquals(
                List.of(ScriptedCollection.ID_INDEX, index),
                metadata.getArray("indexes").getValues());
        assertTrue(metadata.getString("uuid").getValue().matches("[0-9a-f]{32}"));
        assertEquals(List.of("options", "indexes", "uuid", "collectionName", "type"), List.copyOf(metadata.keySet()));
    }

    @Test
    void aClusteredCollectionIsReadInTheOrderOfItsCluster() throws IOException {
        var clustered = ScriptedCollection.of("shop.c", "{_id: 2}", "{_id: 1}");
        var index = BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_', unique: true, clustered: true}");
        var server = with(clustered.as("collection", "{clusteredIndex: {key: {_id: 1}, unique: true}}", index));
        dump(server);
        assertEquals(clustered.documents().reversed(), sink.documents("dump/shop/c.bson"));
        assertEquals(BY_ID, find(server, "c").getDocument("hint"));
    }

    @Test
    void aClusteredCollectionWhoseHintIsRefusedIsReadAsItLies() throws IOException {
        var clustered = ScriptedCollection.of("shop.c", "{_id: 2}", "{_id: 1}");
        var index = BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_', unique: true, clustered: true}");
        var server = with(clustered.as("collection", "{clusteredIndex: {key: {_id: 1}, unique: true}}", index));
        server.odd((command, _) -> command.getOrDefault("hint", NATURAL).equals(BY_ID)
                ? Optional.of(WirePeer.failure(2, "BadValue"))
                : Optional.empty());
        dump(server);
        assertEquals(clustered.documents(), sink.documents("dump/shop/c.bson"));
    }

    private static ScriptedCollection series(String name) {
        return ScriptedCollection.of(
                name, "{_id: ObjectId('65a5c3e00000000000000000'), control: {version: 2}, data: {}}");
    }

    @Test
    void aTimeSeriesOfServersWithBucketsIsReadFromItsBuckets() throws IOException {
        var options = "{timeseries: {timeField: 't', metaField: 'm', granularity: 'hours'}}";
        var buckets = series("shop.system.buckets.weather");
        var server = ScriptedServer.standalone()
                .version("8.2.1")
                .with(ScriptedCollection.of("shop.weather").as("timeseries", options))
                .with(buckets.as("collection", "{clusteredIndex: true}"))
                .with(ScriptedCollection.of("shop.system.views", "{_id: 'shop.weather'}"));
        var dumped = dump(server);
        assertEquals(
                List.of(
                        "dump/prelude.json",
                        "dump/shop/system.buckets.weather.bson",
                        "dump/shop/weather.metadata.json"),
                sink.paths());
        assertEquals(buckets.documents(), sink.documents("dump/shop/system.buckets.weather.bson"));
        assertEquals(
                "timeseries",
                sink.json("dump/shop/weather.metadata.json").getString("type").getValue());
        assertFalse(find(server, "system.buckets.weather").containsKey("rawData"));
        assertEquals(
                "shop.weather",
                named(dumped, "dump/shop/system.buckets.weather.bson").namespace());
    }

    private static Entry named(Dumped dumped, String path) {
        return dumped.entries().stream()
                .filter(entry -> entry.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTimeSeriesThatIsMadeAnewIsToldByItsBuckets() throws IOException {
        var server = ScriptedServer.standalone()
                .version("7.0.5")
                .with(ScriptedCollection.of("shop.weather").withUuid("").as("timeseries", "{timeseries: {}}"))
                .with(series("shop.system.buckets.weather").as("collection", "{clusteredIndex: true}"));
        server.odd((command, _) -> {
            if (command.containsKey("find"))
                server.with(series("shop.system.buckets.weather").withUuid("0".repeat(32)));
            return Optional.empty();
        });
        var notes = dump(server).source().more().getArray("notes").toString();
        assertTrue(notes.contains("was dropped and created again"), notes);
        assertFalse(sink.json("dump/shop/weather.metadata.json").containsKey("uuid"));
    }

    @Test
    void aTimeSeriesOfServersWithoutBucketsIsReadRaw() throws IOException {
        var options = "{timeseries: {timeField: 't'}}";
        var weather = series("shop.weather");
        var server = ScriptedServer.standalone().version("8.3.0").with(weather.as("timeseries", options));
        dump(server);
        assertEquals(weather.documents(), sink.documents("dump/shop/weather.bson"));
        assertEquals(BsonBoolean.TRUE, find(server, "weather").get("rawData"));
        assertEquals(NATURAL, find(server, "weather").getDocument("hint"));
    }

    @Test
    void ordinaryCollectionsAreNeverReadRaw() throws IOException {
        var server = ScriptedServer.standalone().version("9.0.0").with(ScriptedCollection.of("shop.c", "{_id: 1}"));
        dump(server);
        assertFalse(find(server, "c").containsKey("rawData"));
    }

    @Test
    void everyCursorGoesOnInTheSessionThatOpenedIt() throws IOException {
        var documents = IntStream.range(0, 500)
                .mapToObj(i -> RawBsonDocument.parse("{_id: " + i + "}"))
                .toList();
        var server = ScriptedServer.standalone().shortReplies(() -> 5);
        for (int i = 0; i < 8; i++) server.with(ScriptedCollection.of("shop.c" + i, documents));
        dump(server);
        for (int i = 0; i < 8; i++) assertEquals(documents, sink.documents("dump/shop/c" + i + ".bson"));
    }

    @Test
    void documentsOfEveryTypeAreTheSameToTheLastByte() throws IOException {
        dump(with(ScriptedCollection.of("shop.types", TypesOfBson.all())));
        assertEquals(TypesOfBson.all(), sink.documents("dump/shop/types.bson"));
    }

    @Test
    void namesThatAreTooLongForFilesAreCutAndKept() throws IOException {
        var name = "ж".repeat(100);
        dump(with(ScriptedCollection.of("shop." + name, "{_id: 1}")));
        var file = "dump/shop/" + FileNames.file(name);
        assertEquals(1, sink.documents(file + ".bson").size());
        assertEquals(new BsonString(name), sink.json(file + ".metadata.json").get("collectionName"));
        assertEquals("dump/shop/".length() + 238, file.length());
    }
}

package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nexus.testing.MongoPeer;
import nexus.testing.WirePeer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static MongoPeer peer;
    private static Connection connection;
    private static String database;

    @BeforeAll
    static void fill() {
        peer = MongoPeer.start();
        database = peer.databaseName();
        var documents = new ArrayList<Document>();
        for (int i = 0; i < 250; i++) documents.add(new Document("_id", i).append("tags", List.of("t" + i % 2)));
        var things = peer.database().getCollection("things");
        things.insertMany(documents);
        things.createIndex(
                Indexes.ascending("tags"), new IndexOptions().unique(false).sparse(true));
        peer.database().createCollection("empty");
        connection = Connection.open("default", Shelf.settings(peer.uri()), Way.DIRECT, Events.NONE);
    }

    @AfterAll
    static void close() {
        connection.close();
        peer.close();
    }

    private static String json(byte[] json) {
        return new String(json, UTF_8);
    }

    private static Answer.Schema schema(Answer answer) {
        return assertInstanceOf(Answer.Schema.class, answer, answer::toString);
    }

    @Test
    void samplesAHundredDocuments() {
        var schema = schema(connection.reader().schema(database, "things"));
        assertEquals(100, schema.sampled());
        assertEquals(List.of("_id", "tags"), schema.fields());
        var json = json(schema.json());
        assertTrue(json.startsWith("{\"collection\":\"" + database + ".things\",\"sampled\":100,\"fields\":[{"), json);
        assertTrue(json.contains("{\"path\":\"tags[]\",\"types\":{\"string\":100},\"presence\":1.0,"), json);
    }

    @Test
    void anEmptyCollectionHasNothingToSample() {
        var schema = schema(connection.reader().schema(database, "empty"));
        assertEquals(0, schema.sampled());
        assertEquals(List.of(), schema.fields());
    }

    @Test
    void refusesACollectionThatIsNotThere() {
        var there = "There is no collection thing in " + database + "; its collections are things, empty.";
        assertEquals(new Answer.Refused(there), connection.reader().schema(database, "thing"));
        assertEquals(new Answer.Refused(there), connection.reader().indexes(database, "thing"));
    }

    @Test
    void refusesTheServersOwnNames() {
        assertInstanceOf(Answer.Refused.class, connection.reader().schema("admin", "things"));
        assertInstanceOf(Answer.Refused.class, connection.reader().indexes(database, "system.views"));
    }

    @Test
    void listsIndexesByNameAndKey() {
        var answer = connection.reader().indexes(database, "things");
        var indexes = assertInstanceOf(Answer.Indexes.class, answer, answer::toString);
        assertEquals(
                "[{\"name\":\"_id_\",\"key\":{\"_id\":1}},{\"name\":\"tags_1\",\"key\":{\"tags\":1},\"sparse\":true}]",
                json(indexes.json()));
        assertEquals(2, indexes.count());
    }

    @Test
    void takesTheFirstDocumentsWhereTheServerDoesNotSample() throws IOException {
        try (var wire = WirePeer.standalone(command -> command.containsKey("aggregate")
                        ? WirePeer.failure(40324, "Location40324")
                        : WirePeer.cursor(0, "firstBatch", "{\"_id\": 1}"));
                var other = Connection.open("main", Shelf.settings(wire.uri()), Way.DIRECT, Events.NONE)) {
            var schema = schema(other.reader().schema("shop", "orders"));
            assertEquals(1, schema.sampled());
            assertTrue(json(schema.json()).contains("these are the first documents"), json(schema.json()));
            var find = wire.commands("find").getFirst();
            assertEquals(100, find.getNumber("limit").intValue());
            assertTrue(find.containsKey("comment"));
        }
    }

    @Test
    void aServerThatFailsIsAFailure() throws IOException {
        try (var wire = WirePeer.standalone(_ -> WirePeer.failure(13, "Unauthorized"));
                var other = Connection.open("main", Shelf.settings(wire.uri()), Way.DIRECT, Events.NONE)) {
            var answer = other.reader().schema("shop", "orders");
            assertEquals(
                    new Answer.Failed("sample on shop.orders (connection main) failed: the user of this connection is"
                            + " not authorized for it; its operator can grant the role"),
                    answer);
        }
    }
}

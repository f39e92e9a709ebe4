package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.access.Token;
import nexus.testing.Http;
import nexus.testing.Mcp;
import nexus.testing.MongoPeer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two callers of one connection, by HTTP: the owner sees all of it, Alice a part.
class NarrowedCallersTest {
    private static final Token OWNER = Token.random();
    private static final Token ALICE = Token.random();
    private static final Pattern CONFIRM = Pattern.compile("confirm\\\\\": \\\\\"([^\\\\]+)\\\\\"");

    /// Everything that is kept back of `people`, `orders` and `private` holds this word.
    private static final String KEPT_BACK = "s3cret";

    @TempDir
    private static Path folder;

    private static MongoPeer mongo;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        mongo = MongoPeer.inProcess();
        var grants = Files.writeString(folder.resolve("grants.yaml"), """
                grants:
                  - {name: owner, who: [owner], level: manage, connections: ["*"], databases: ["*"]}
                  - name: people
                    who: [alice]
                    level: write
                    connections: [default]
                    databases: ["*"]
                    collections: [people]
                    hide: [email, "home.door"]
                    mask: [phone]
                  - name: orders
                    who: [alice]
                    level: write
                    connections: [default]
                    databases: ["*"]
                    collections: [orders]
                    filter: {region: EU}
                """);
        var tokens = Files.write(
                folder.resolve("tokens"), List.of(OWNER.line("owner") + " admin", ALICE.line("alice") + " admin"));
        nexus = NexusPeer.start(Map.of(
                "MONGO_URI", mongo.uri(),
                "NEXUS_WRITES", "true",
                "NEXUS_TOKENS_FILE", tokens.toString(),
                "NEXUS_GRANTS_FILE", grants.toString()));
    }

    @AfterAll
    static void stop() {
        nexus.close();
        mongo.close();
    }

    @BeforeEach
    void fill() {
        mongo.database().drop();
        insert("people", """
                {_id: 1, name: "Ann", email: "s3cret@example.org", phone: "s3cret", home: {door: "s3cret", city: "Bonn"}}""");
        insert("people", "{_id: 2, name: \"Ben\", home: {city: \"Ulm\"}}");
        insert("orders", "{_id: 1, region: \"EU\", by: 1, n: 1}");
        insert("orders", "{_id: 2, region: \"EU\", by: 2, n: 2}");
        insert("orders", "{_id: 3, region: \"US\", by: 1, n: 3, note: \"s3cret\"}");
        insert("private", "{_id: 1, by: 1, note: \"s3cret\"}");
        mongo.database().getCollection("people").createIndex(new Document("name", 1));
        mongo.database().getCollection("people").createIndex(new Document("email", 1));
    }

    private static void insert(String collection, String document) {
        mongo.database().getCollection(collection, BsonDocument.class).insertOne(BsonDocument.parse(document));
    }

    private static String call(Token token, String tool, String more) {
        var arguments =
                "\"name\":\"" + tool + "\",\"arguments\":{\"database\":\"" + mongo.databaseName() + "\"" + more + "}";
        return Http.post(
                        nexus.url(),
                        Mcp.legacy("tools/call", arguments),
                        "MCP-Protocol-Version",
                        "2025-11-25",
                        "Authorization",
                        "Bearer " + token.secret().value())
                .body();
    }

    private static String of(String collection, String more) {
        return ",\"collection\":\"" + collection + "\"" + more;
    }

    /// One row: a call, and what the answer to Alice holds.
    record Row(String tool, String more, String holds) {}

    static List<Row> rows() {
        var join = "{\"$lookup\":{\"from\":\"%s\",\"localField\":\"_id\",\"foreignField\":\"by\",\"as\":\"x\"}}";
        var none = "There is no collection private in ";
        return List.of(
                new Row(
                        "find",
                        of("people", ""),
                        "{\"_id\":1,\"name\":\"Ann\",\"phone\":\"<masked>\",\"home\":{\"city\":\"Bonn\"}}"),
                new Row("find", of("people", ""), "{\"_id\":2,\"name\":\"Ben\",\"home\":{\"city\":\"Ulm\"}}"),
                new Row("find", of("people", ",\"filter\":{\"phone\":\"s3cret\"}"), "\"documents\":[]"),
                new Row("find", of("people", ",\"filter\":{\"email\":{\"$exists\":true}}"), "\"documents\":[]"),
                new Row("find", of("orders", ",\"filter\":{\"n\":3}"), "\"documents\":[]"),
                new Row("find", of("private", ""), none),
                new Row(
                        "aggregate",
                        of(
                                "people",
                                ",\"pipeline\":[{\"$group\":{\"_id\":\"$phone\"}},{\"$match\":{\"_id\":{\"$ne\":null}}}]"),
                        "[{\"_id\":\"<masked>\"}]"),
                new Row(
                        "aggregate",
                        of("people", ",\"pipeline\":[" + join.formatted("private") + ",{\"$match\":{\"_id\":1}}]"),
                        "\"x\":[]"),
                new Row("aggregate", of("private", ",\"pipeline\":[{\"$facet\":{\"a\":[{\"$count\":\"n\"}]}}]"), none),
                new Row("aggregate", of("orders", ",\"pipeline\":[{\"$count\":\"n\"}]"), "[{\"n\":2}]"),
                new Row("count", of("orders", ""), "\"count\":2"),
                new Row("count", of("people", ",\"query\":{\"email\":{\"$gt\":\"\"}}"), "\"count\":0"),
                new Row("count", of("private", ""), "\"count\":0"),
                new Row("distinct", of("people", ",\"field\":\"phone\""), "[\"<masked>\"]"),
                new Row("distinct", of("people", ",\"field\":\"email\""), "\"values\":[]"),
                new Row("distinct", of("orders", ",\"field\":\"region\""), "[\"EU\"]"),
                new Row("collection-schema", of("people", ""), "<masked>"),
                new Row("collection-schema", of("orders", ""), "region"),
                new Row("collection-schema", of("private", ""), none),
                new Row("collection-indexes", of("people", ""), "name_1"),
                new Row("collection-indexes", of("private", ""), none),
                new Row("list-collections", "", "orders"),
                new Row("explain", of("people", ",\"method\":{\"name\":\"find\",\"arguments\":{}}"), "isError\":true"),
                new Row("explain", of("private", ",\"method\":{\"name\":\"find\",\"arguments\":{}}"), "isError\":true"),
                new Row("db-stats", "", "this is told only to those who may see the whole of this database"),
                new Row("collection-storage-size", of("people", ""), "those who may see the whole of this collection"),
                new Row(
                        "aggregate",
                        of("people", ",\"pipeline\":[{\"$project\":{\"a\":{\"$divide\":[1,\"$phone\"]}}}]"),
                        "its words are left out because they may quote what is not shown to you"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aliceGetsTheAnswerOfADatabaseWithoutTheRest(Row row) {
        var answer = call(ALICE, row.tool(), row.more());
        assertHolds(row.holds(), answer);
        assertFalse(answer.replace(row.more(), "").contains(KEPT_BACK), answer);
        assertFalse(answer.contains("door") || answer.contains("email_1"), answer);
    }

    /// Results are texts within JSON, or JSON themselves.
    private static void assertHolds(String part, String answer) {
        assertTrue(answer.contains(part) || answer.contains(part.replace("\"", "\\\"")), answer);
    }

    @Test
    void theOwnerSeesAllOfIt() {
        assertTrue(call(OWNER, "find", of("people", "")).contains(KEPT_BACK));
        assertHolds("\"count\":3", call(OWNER, "count", of("orders", "")));
        var indexes = call(OWNER, "collection-indexes", of("people", ""));
        assertTrue(indexes.contains("email_1"), indexes);
        var collections = call(OWNER, "list-collections", "");
        assertTrue(collections.contains("private"), collections);
        assertFalse(call(ALICE, "list-collections", "").contains("private"));
    }

    /// What a call that has to be confirmed answers in the end.
    private static String confirmed(Token token, String tool, String more) {
        var first = call(token, tool, more);
        var found = CONFIRM.matcher(first);
        assertTrue(found.find(), first);
        return call(token, tool, more + ",\"confirm\":\"" + found.group(1) + "\"");
    }

    @Test
    void changesReachOnlyWhatIsSeen() {
        var all = ",\"filter\":{\"_id\":{\"$gt\":0}},\"update\":{\"$set\":{\"done\":true}}";
        assertHolds("\"modifiedCount\":2", confirmed(ALICE, "update-many", of("orders", all)));
        assertEquals(2, mongo.database().getCollection("orders").countDocuments(new Document("done", true)));
        var some = of("orders", ",\"filter\":{\"n\":{\"$gt\":0}}");
        assertHolds("\"deletedCount\":2", confirmed(ALICE, "delete-many", some));
        assertEquals(3, mongo.database().getCollection("orders").find().first().getInteger("_id"));
    }

    @Test
    void nothingIsChangedWhereFieldsAreHiddenOrNothingIsSeen() {
        var all = ",\"filter\":{\"_id\":{\"$gt\":0}},\"update\":{\"$set\":{\"done\":true}}";
        var people = call(ALICE, "update-many", of("people", all));
        assertTrue(people.contains("this caller does not see all fields of"), people);
        var hidden = call(ALICE, "update-many", of("private", all));
        assertEquals(call(ALICE, "update-many", of("nowhere", all)), hidden.replace("private", "nowhere"));
        assertTrue(hidden.contains("this caller may not write to"), hidden);
        var drop = call(ALICE, "drop-collection", of("orders", ""));
        assertTrue(drop.contains("needs the right \\\"admin\\\""), drop);
        assertEquals(0, mongo.database().getCollection("people").countDocuments(new Document("done", true)));
    }
}

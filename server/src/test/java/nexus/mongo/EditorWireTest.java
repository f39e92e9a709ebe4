package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nexus.mongo.view.View;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the server in this process lacks, against a scripted peer: update pipelines, write concerns that fail, a cut in
/// the middle, time limits.
class EditorWireTest {
    private static final BsonDocument MAJORITY = BsonDocument.parse("{w: 'majority'}");

    private static Connection open(WirePeer wire, String options) {
        var usual = Shelf.settings(wire.uri() + options, Shelf.LIMITS);
        var settings = new Settings(
                usual.uri(), usual.remote(), usual.tls(), usual.pace(), usual.poolSize(), usual.limits(), true);
        return Connection.open("main", settings, Way.DIRECT, Events.NONE);
    }

    private static Written make(WirePeer wire, Deed deed, String terms) {
        try (var connection = open(wire, "")) {
            var collection = deed == Deed.DROP_DATABASE ? "" : "orders";
            return connection.editor().orElseThrow().make(new Change(deed, "shop", collection, terms), View.WHOLE);
        }
    }

    private static WirePeer replying(String reply) throws IOException {
        return WirePeer.standalone(_ -> BsonDocument.parse(reply));
    }

    /// @param command its name
    /// @param sent    what of it matters
    record Row(Deed deed, String terms, String command, String sent) {}

    static List<Row> commands() {
        var definition =
                "{\"name\": \"s\", \"definition\": [{\"keys\": {\"a\": 1, \"b\": \"text\"}, \"unique\": true}]}";
        return List.of(
                new Row(
                        Deed.UPDATE_MANY,
                        "{\"filter\": {\"a\": 1}, \"pipeline\": [{\"$set\": {\"b\": \"$c\"}}]}",
                        "update",
                        "{updates: [{q: {a: 1}, u: [{$set: {b: '$c'}}], multi: true}], ordered: true}"),
                new Row(
                        Deed.UPDATE_ONE,
                        "{\"filter\": {\"a\": 1}, \"update\": {\"$set\": {\"b.$[x].c\": 1}}, \"arrayFilters\": [{\"x.d\": 1}]}",
                        "update",
                        "{updates: [{q: {a: 1}, u: {$set: {'b.$[x].c': 1}}, multi: false, arrayFilters: [{'x.d': 1}]}]}"),
                new Row(
                        Deed.FIND_AND_MODIFY,
                        "{\"filter\": {\"a\": 1}, \"pipeline\": [{\"$unset\": \"b\"}], \"sort\": {\"a\": -1}, \"projection\": {\"a\": 1}}",
                        "findAndModify",
                        "{query: {a: 1}, sort: {a: -1}, fields: {a: 1}, update: [{$unset: 'b'}]}"),
                new Row(
                        Deed.RENAME_COLLECTION,
                        "{\"newName\": \"old\"}",
                        "renameCollection",
                        "{renameCollection: 'shop.orders', to: 'shop.old', dropTarget: false, $db: 'admin'}"),
                new Row(
                        Deed.CREATE_INDEX,
                        definition,
                        "createIndexes",
                        "{indexes: [{key: {a: 1, b: 'text'}, name: 's', unique: true}]}"),
                new Row(Deed.DROP_DATABASE, "{}", "dropDatabase", "{dropDatabase: 1, $db: 'shop'}"),
                new Row(Deed.DROP_COLLECTION, "{}", "drop", "{drop: 'orders'}"),
                new Row(Deed.CREATE_COLLECTION, "{}", "create", "{create: 'orders'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void sendsOneCommandWithATimeLimitToBeConfirmedByAMajority(Row row) throws IOException {
        try (var wire = replying("{ok: 1, n: 1, nModified: 1}")) {
            assertInstanceOf(Written.Done.class, make(wire, row.deed(), row.terms()));
            assertEquals(1, wire.commands(row.command()).size());
            var sent = wire.commands(row.command()).getFirst();
            BsonDocument.parse(row.sent()).forEach((key, value) -> assertEquals(value, sent.get(key), key));
            assertEquals(MAJORITY, sent.get("writeConcern"));
            assertTrue(sent.getNumber("maxTimeMS").longValue() > 0, sent::toString);
        }
    }

    @Test
    void theConnectionStringMayAskForAnotherWriteConcern() throws IOException {
        try (var wire = replying("{ok: 1}");
                var connection = open(wire, "?journal=true")) {
            connection
                    .editor()
                    .orElseThrow()
                    .make(new Change(Deed.DROP_COLLECTION, "shop", "orders", "{}"), View.WHOLE);
            assertEquals(
                    BsonDocument.parse("{w: 'majority', j: true}"),
                    wire.commands("drop").getFirst().get("writeConcern"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void isUnknownAndSentOnceWhereTheConnectionIsCut(Row row) throws IOException {
        try (var wire = WirePeer.replicaSet(_ -> WirePeer.CUT)) {
            var unknown = assertInstanceOf(Written.Unknown.class, make(wire, row.deed(), row.terms()));
            assertTrue(unknown.reason().contains("may or may not have been applied"), unknown::reason);
            assertTrue(unknown.reason().contains("before you try"), unknown::reason);
            assertEquals(1, wire.commands(row.command()).size());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void isUnknownWhereTooFewConfirmIt(Row row) throws IOException {
        try (var wire = replying("{ok: 1, n: 1, writeConcernError: {code: 64, errmsg: 'waiting timed out'}}")) {
            var unknown = assertInstanceOf(Written.Unknown.class, make(wire, row.deed(), row.terms()));
            assertTrue(unknown.reason().contains("too few members"), unknown::reason);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ok: 1, numIndexesBefore: 1, numIndexesAfter: 2}|true",
                "{ok: 1, numIndexesBefore: 2, numIndexesAfter: 2}|false",
                "{ok: 1, raw: {a: {numIndexesBefore: 2, numIndexesAfter: 2}, b: {numIndexesBefore: 1, numIndexesAfter: 2}}}|true",
                "{ok: 1, raw: {a: {numIndexesBefore: 2, numIndexesAfter: 2}}}|false"
            })
    void saysWhetherAnIndexIsNewBehindARouterToo(String reply, boolean isNew) throws IOException {
        try (var wire = replying(reply)) {
            var written = make(wire, Deed.CREATE_INDEX, "{\"name\": \"s\", \"definition\": [{\"keys\": {\"a\": 1}}]}");
            var done = assertInstanceOf(Written.Done.class, written);
            assertTrue(done.reply().contains("\"created\":" + isNew), done::reply);
        }
    }

    @Test
    void saysWhatWasDoneBeforeABulkWasCut() throws IOException {
        try (var wire = WirePeer.standalone(
                command -> command.containsKey("insert") ? BsonDocument.parse("{ok: 1, n: 1}") : WirePeer.CUT)) {
            var written = make(
                    wire,
                    Deed.BULK_WRITE,
                    "{\"operations\": [{\"insertOne\": {\"document\": {\"_id\": 1}}}, {\"deleteOne\": {\"filter\": {\"_id\": 2}}},"
                            + " {\"insertOne\": {\"document\": {\"_id\": 3}}}]}");
            var unknown = assertInstanceOf(Written.Unknown.class, written);
            assertTrue(unknown.reason().contains("the delete on shop.orders may or may not"), unknown::reason);
            assertTrue(unknown.reason().endsWith("stays: {\"insertedCount\":1,\"insertedIds\":[1]}"), unknown::reason);
            assertEquals(1, wire.commands("insert").size());
        }
    }

    @Test
    void anUnorderedBulkGoesOnAfterAFailure() throws IOException {
        try (var wire = WirePeer.standalone(command -> BsonDocument.parse(
                command.containsKey("insert")
                        ? "{ok: 1, n: 0, writeErrors: [{index: 0, code: 11000, errmsg: 'dup key'}]}"
                        : "{ok: 1, n: 1}"))) {
            var written = make(
                    wire,
                    Deed.BULK_WRITE,
                    "{\"ordered\": false, \"operations\": [{\"insertOne\": {\"document\": {\"_id\": 1}}},"
                            + " {\"deleteOne\": {\"filter\": {\"_id\": 2}}}, {\"insertOne\": {\"document\": {\"_id\": 3}}}]}");
            var refused = assertInstanceOf(Written.Refused.class, written);
            assertTrue(refused.reason().contains("dup key"), refused::reason);
            assertTrue(refused.reason().endsWith("stays: {\"deletedCount\":1}"), refused::reason);
            assertEquals(
                    2, wire.commands("insert").getFirst().getArray("documents").size());
        }
    }

    @Test
    void cutsALargeDocumentThatItReturns() throws IOException {
        var text = "x".repeat(2 << 20);
        try (var wire = replying("{ok: 1, value: {_id: 7, text: '" + text + "'}, lastErrorObject: {n: 1}}")) {
            var written = make(wire, Deed.FIND_AND_MODIFY, "{\"filter\": {\"_id\": 7}, \"remove\": true}");
            var reply = assertInstanceOf(Written.Done.class, written).reply();
            assertTrue(reply.length() < (1 << 20) + 1000, () -> "" + reply.length());
            assertTrue(reply.contains("\"_id\":7") && reply.contains("was cut to fit"), () -> reply.substring(0, 100));
            BsonDocument.parse(reply);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void previewsSendNothingThatWrites(Row row) throws IOException {
        var empty = "{ok: 1, n: 1, cursor: {id: {$numberLong: '0'}, ns: 'shop.orders', firstBatch: []}}";
        try (var wire = replying(empty);
                var connection = open(wire, "")) {
            var change = new Change(row.deed(), "shop", row.deed() == Deed.DROP_DATABASE ? "" : "orders", row.terms());
            connection.editor().orElseThrow().preview(change, View.WHOLE);
            assertEquals(List.of(), wire.commands(row.command()));
        }
    }
}

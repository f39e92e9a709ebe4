package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import nexus.testing.Eventually;
import nexus.testing.WirePeer;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of a write, whatever the server does with it.
class WriterTest {
    private static final String INSERT = "{insert: 'orders', documents: [{_id: 7, n: 1}]}";
    private static final String BEGIN = "the insert into shop.orders may or may not have been applied: ";
    private static final String END = "; look whether its _ids are there (find by _id: 7), and try again with the same"
            + " _ids those that are not";

    private static Connection open(WirePeer wire, Duration time) {
        return Connection.open(
                "main", Shelf.settings(wire.uri(), new Limits(10, 1 << 20, time)), Way.DIRECT, Events.NONE);
    }

    private static Written written(WirePeer wire, String command) {
        try (var connection = open(wire, Duration.ofSeconds(10))) {
            return connection.writer().run(new Write("shop", BsonDocument.parse(command)));
        }
    }

    private static WirePeer replying(String reply) throws IOException {
        return WirePeer.standalone(_ -> BsonDocument.parse(reply));
    }

    @Test
    void tellsTheCountsOfTheServer() throws IOException {
        try (var wire = replying("{ok: 1, n: 3, nModified: 2, operationTime: {$timestamp: {t: 5, i: 1}}}")) {
            var written = written(wire, "{update: 'orders', updates: [{q: {}, u: {$set: {a: 1}}, multi: true}]}");
            assertEquals(new Written.Done(3, 2, "{\"n\": 3, \"nModified\": 2}"), written);
        }
    }

    @Test
    void givesEveryDocumentAnIdBeforeItIsSent() throws IOException {
        try (var wire = replying("{ok: 1, n: 2}")) {
            var _ = written(wire, "{insert: 'orders', documents: [{n: 1}, {_id: 5}]}");
            var sent = wire.commands("insert").getFirst().getArray("documents");
            assertTrue(sent.getFirst().asDocument().isObjectId("_id"), sent::toString);
            assertEquals(5, sent.get(1).asDocument().getInt32("_id").getValue());
        }
    }

    @Test
    void namesTheIdsItMadeWhereTheOutcomeIsUnknown() throws IOException {
        try (var wire = WirePeer.standalone(_ -> WirePeer.CUT)) {
            var written =
                    assertInstanceOf(Written.Unknown.class, written(wire, "{insert: 'orders', documents: [{n: 1}]}"));
            var sent = wire.commands("insert")
                    .getFirst()
                    .getArray("documents")
                    .getFirst()
                    .asDocument();
            assertTrue(
                    written.reason().contains(sent.getObjectId("_id").getValue().toHexString()), written::reason);
        }
    }

    /// @param reply of the server
    /// @param why   what is said
    record Row(String reply, String why) {}

    static List<Row> unknown() {
        return List.of(
                new Row(
                        "{ok: 0, code: 91, codeName: 'ShutdownInProgress', errmsg: 'x'}",
                        "the server says ShutdownInProgress"),
                new Row(
                        "{ok: 0, code: 11600, codeName: 'InterruptedAtShutdown', errmsg: 'x'}",
                        "the server says InterruptedAtShutdown"),
                new Row("{ok: 0, code: 11601, codeName: 'Interrupted', errmsg: 'x'}", "the server says Interrupted"),
                new Row(
                        "{ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'x'}",
                        "the server stopped it at its time limit"),
                new Row("{ok: 1, n: 1, operationTime: 'noon'}", "the server's answer cannot be read"),
                new Row(
                        "{ok: 1, n: 0, writeErrors: [{index: 0, code: 11602, errmsg: 'x'}]}",
                        "the server says code 11602"),
                new Row(
                        "{ok: 1, n: 1, writeConcernError: {code: 64, errmsg: 'x'}}",
                        "it was made, but too few members of the replica set confirmed it in time, so that it can be"
                                + " lost when another becomes primary"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknown")
    void saysWhatIsNotKnownAndWhatToLookAt(Row row) throws IOException {
        try (var wire = replying(row.reply())) {
            assertEquals(new Written.Unknown(BEGIN + row.why() + END), written(wire, INSERT));
            assertEquals(1, wire.commands("insert").size());
        }
    }

    @Test
    void isUnknownAndSentOnceWhenTheConnectionIsCutAfterReceipt() throws IOException {
        try (var wire = WirePeer.replicaSet(_ -> WirePeer.CUT)) {
            assertEquals(
                    new Written.Unknown(BEGIN + "the connection was cut before the answer came" + END),
                    written(wire, INSERT));
            assertEquals(1, wire.commands("insert").size());
        }
    }

    @Test
    void neverClaimsThatItIsDoneWhenTheConnectionWasCutBefore() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = open(wire, Duration.ofSeconds(10))) {
            var write = new Write("shop", BsonDocument.parse(INSERT));
            assertInstanceOf(Written.Done.class, connection.writer().run(write));
            wire.cut();
            var second = connection.writer().run(write);
            assertEquals(
                    wire.commands("insert").size() == 2,
                    second instanceof Written.Done,
                    () -> second + " after " + wire.commands("insert"));
        }
    }

    @Test
    void isUnknownWhenNoAnswerComesInTime() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = open(wire, Duration.ofSeconds(2))) {
            connection.ping(Duration.ofSeconds(10));
            wire.hold("insert");
            assertEquals(
                    new Written.Unknown(BEGIN + "no answer came in time" + END),
                    connection.writer().run(new Write("shop", BsonDocument.parse(INSERT))));
        }
    }

    @Test
    void isUnknownWhenItIsCancelledAfterItWasSent() throws Exception {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = open(wire, Duration.ofSeconds(20))) {
            wire.hold("insert");
            var task = new FutureTask<>(() -> connection.writer().run(new Write("shop", BsonDocument.parse(INSERT))));
            var thread = Thread.ofVirtual().start(task);
            Eventually.holds("it was sent", () -> !wire.commands("insert").isEmpty());
            thread.interrupt();
            assertEquals(new Written.Unknown(BEGIN + "it was cancelled before the answer came" + END), task.get());
        }
    }

    @Test
    void isNotDoneWhereNoServerIs() throws IOException {
        var wire = replying("{ok: 1, n: 1}");
        wire.close();
        var written = assertInstanceOf(Written.NotDone.class, written(wire, INSERT));
        assertTrue(written.reason().endsWith("; nothing was changed"), written::reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"10107, NotWritablePrimary", "13, Unauthorized", "59, CommandNotFound"})
    void isNotDoneWhereTheServerSaysSoBeforeItBegins(int code, String name) throws IOException {
        try (var wire = WirePeer.standalone(_ -> WirePeer.failure(code, name))) {
            assertInstanceOf(Written.NotDone.class, written(wire, INSERT));
        }
    }

    @Test
    void isRefusedWithTheWordsOfTheServer() throws IOException {
        try (var wire = replying("{ok: 1, n: 0, writeErrors: [{index: 0, code: 11000, errmsg: 'dup key'}]}")) {
            assertEquals(
                    new Written.Refused(
                            "MongoDB refuses this insert on shop.orders: dup key (code 11000): change the command", 0),
                    written(wire, INSERT));
        }
    }

    @Test
    void tellsWhatWasDoneBeforeTheFault() throws IOException {
        try (var wire = replying("{ok: 1, n: 2, writeErrors: [{index: 2, code: 11000, errmsg: 'dup key'}]}")) {
            var written = assertInstanceOf(
                    Written.Refused.class,
                    written(wire, "{insert: 'orders', documents: [{_id: 1}, {_id: 2}, {_id: 1}]}"));
            assertEquals(2, written.count());
            assertTrue(written.reason().contains("; 2 were done and stay"), written::reason);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {update: 'a', updates: [{q: {n: 1}, u: {$inc: {x: 1}}}]} | $inc and $push would count twice
            {delete: 'a', deletes: [{q: {n: 1}, limit: 1}]}          | if nothing is left it was applied
            {findAndModify: 'a', query: {}, remove: true}            | its former state was not seen
            {createIndexes: 'a', indexes: []}                        | look at what it was to change
            """)
    void advisesByTheKindOfWrite(String command, String advice) throws IOException {
        try (var wire = WirePeer.standalone(_ -> WirePeer.CUT)) {
            var written = assertInstanceOf(Written.Unknown.class, written(wire, command));
            assertTrue(written.reason().contains(advice), written::reason);
        }
    }

    @Test
    void carriesTheWriteConcernOfTheConnectionString() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = Connection.open(
                        "main", Shelf.settings(wire.uri() + "?w=2&journal=true"), Way.DIRECT, Events.NONE)) {
            connection.writer().run(new Write("shop", BsonDocument.parse(INSERT)));
            assertEquals(
                    BsonDocument.parse("{w: 2, j: true}"),
                    wire.commands("insert").getFirst().get("writeConcern"));
        }
    }

    @Test
    void doesNotWriteWhereTheServerKeepsItsOwnAffairs() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = open(wire, Duration.ofSeconds(10))) {
            var write = new Write("admin", BsonDocument.parse(INSERT));
            assertInstanceOf(Written.Refused.class, connection.writer().run(write));
            assertEquals(List.of(), wire.commands("insert"));
        }
    }
}

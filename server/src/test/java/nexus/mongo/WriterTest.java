package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.testing.Eventually;
import nexus.testing.WirePeer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "{ok: 1, n: 0, writeErrors: [{index: 0, code: 8000, errmsg: 'x'}]}",
                        "the server says code 8000"),
                new Row("{ok: 0, code: 112, codeName: 'WriteConflict', errmsg: 'x'}", "the server says WriteConflict"),
                new Row(
                        "{ok: 0, code: 14031, codeName: 'OutOfDiskSpace', errmsg: 'x'}",
                        "the server says OutOfDiskSpace"),
                new Row("{ok: 0, code: 4242, errmsg: 'x'}", "the server says code 4242"),
                new Row(
                        "{ok: 0, code: 8, errmsg: 'x', writeConcernError: {code: 10107, codeName: 'NotWritablePrimary',"
                                + " errmsg: 'x'}}",
                        "the server says NotWritablePrimary"));
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

    /// @param command that is sent
    /// @param reply   of the server
    /// @param claim   what is said between the name of the write and the advice
    record Unconfirmed(String command, String reply, String claim) {}

    static List<Unconfirmed> unconfirmed() {
        var modify = "{findAndModify: 'orders', query: {_id: 7}, update: {$set: {n: 1}}}";
        var error = "writeConcernError: {code: 64, errmsg: 'x'}";
        var made = ", but too few members of the replica set confirmed it in time, so that it can be lost when another"
                + " becomes primary; ";
        var nothing = " found nothing to change, but too few members of the replica set confirmed that in time, so that"
                + " it can be otherwise when another becomes primary; ";
        return List.of(
                new Unconfirmed(INSERT, "{ok: 1, n: 1, " + error + "}", " was made" + made),
                new Unconfirmed(
                        INSERT, "{ok: 1, n: 1, writeConcernError: {code: 10107, errmsg: 'x'}}", " was made" + made),
                new Unconfirmed(
                        "{insert: 'orders', ordered: false, documents: [{_id: 7}, {_id: 8}, {_id: 9}]}",
                        "{ok: 1, n: 2, writeErrors: [{index: 1, code: 11000, errmsg: 'x'}], " + error + "}",
                        " was made in part (n: 2)" + made),
                new Unconfirmed(
                        modify, "{ok: 1, value: {}, lastErrorObject: {n: 1}, " + error + "}", " was made" + made),
                new Unconfirmed(modify, "{ok: 1, value: null, lastErrorObject: {n: 0}, " + error + "}", nothing),
                new Unconfirmed("{delete: 'orders', deletes: []}", "{ok: 1, n: 0, " + error + "}", nothing));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unconfirmed")
    void saysWhatTooFewMembersConfirmed(Unconfirmed row) throws IOException {
        try (var wire = replying(row.reply())) {
            var written = assertInstanceOf(Written.Unknown.class, written(wire, row.command()));
            assertTrue(written.reason().contains(" shop.orders" + row.claim()), written::reason);
        }
    }

    @Test
    void judgesTheErrorsWhereNothingWasDoneThatCouldBeConfirmed() throws IOException {
        try (var wire = replying("{ok: 1, n: 0, writeErrors: [{index: 0, code: 11000, errmsg: 'dup key'}],"
                + " writeConcernError: {code: 64, errmsg: 'x'}}")) {
            assertInstanceOf(Written.Refused.class, written(wire, INSERT));
        }
    }

    @ParameterizedTest(name = "{0} after {1} is {2}")
    @CsvSource({
        "'10107', 0, NotDone",
        "'10107, 13435', 0, NotDone",
        "'10107, 13435', 1, Unknown",
        "'11000, 121', 1, Refused",
        "'11000, 10107', 0, Refused",
        "'11000, 11602', 0, Unknown",
        "'11602, 11000', 0, Unknown",
        "'10107, 64', 0, Unknown",
        "'11000, 4242', 2, Unknown"
    })
    void judgesEveryErrorOfABatch(String codes, long count, String kind) throws IOException {
        var errors = Stream.of(codes.split(", "))
                .map(code -> "{index: 0, code: " + code + ", errmsg: 'x'}")
                .collect(Collectors.joining(", "));
        try (var wire = replying("{ok: 1, n: " + count + ", writeErrors: [" + errors + "]}")) {
            var written = written(wire, "{insert: 'orders', ordered: false, documents: [{}, {}, {}, {}]}");
            assertEquals(kind, written.getClass().getSimpleName(), written::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {2, 9, 14, 26, 40, 52, 56, 66, 72, 73, 121, 11000, 11001, 12582, 40415})
    void isRefusedOnlyForWhatIsWrongWithTheCommand(int code) throws IOException {
        try (var wire = WirePeer.standalone(_ -> WirePeer.failure(code, "Wrong"))) {
            assertInstanceOf(Written.Refused.class, written(wire, INSERT));
        }
    }

    @Test
    void tellsTheCountOfAFindAndModify() throws IOException {
        try (var wire = replying("{ok: 1, value: {_id: 7}, lastErrorObject: {n: 1, updatedExisting: true}}")) {
            var written = written(wire, "{findAndModify: 'orders', query: {_id: 7}, update: {$set: {n: 1}}}");
            assertEquals(1, assertInstanceOf(Written.Done.class, written).count());
        }
    }

    @Test
    void doesNotSendWhatIsTooLarge() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}");
                var connection = open(wire, Duration.ofSeconds(10))) {
            var document = new BsonDocument("text", new BsonString("x".repeat(17 << 20)));
            var command = new BsonDocument("insert", new BsonString("orders"))
                    .append("documents", new BsonArray(List.of(document)));
            assertEquals(
                    new Written.Refused(
                            "the insert on shop.orders is larger than MongoDB takes (16 MiB), so that it was not sent:"
                                    + " write fewer or smaller documents at a time",
                            0),
                    connection.writer().run(new Write("shop", command)));
            assertEquals(List.of(), wire.commands("insert"));
            assertInstanceOf(
                    Written.Done.class, connection.writer().run(new Write("shop", BsonDocument.parse(INSERT))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{collMod: 'orders'}",
                "{renameCollection: 'shop.orders', to: 'shop.others'}",
                "{createUser: 'x'}",
                "{find: 'orders'}",
                "{aggregate: 'orders', pipeline: [{$out: 'a'}]}",
                "{bulkWrite: 1, ops: []}",
                "{findandmodify: 'orders', remove: true}",
                "{Insert: 'orders', documents: []}",
                "{}",
                "{insert: 1, documents: []}"
            })
    void runsNoOtherCommand(String command) throws IOException {
        try (var wire = replying("{ok: 1, n: 1}")) {
            var parsed = BsonDocument.parse(command);
            var written = assertInstanceOf(Written.Refused.class, written(wire, command));
            assertFalse(written.reason().isEmpty());
            if (!parsed.isEmpty()) assertEquals(List.of(), wire.commands(parsed.getFirstKey()));
        }
    }

    @Test
    void saysWhichCommandsAreRun() throws IOException {
        try (var wire = replying("{ok: 1, n: 1}")) {
            assertEquals(
                    new Written.Refused(
                            "command: only insert, update, delete, findAndModify and those that create, rename and drop are"
                                    + " run, spelled so and first in the command",
                            0),
                    written(wire, "{collMod: 'orders'}"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "10107, NotWritablePrimary",
        "10058, LegacyNotPrimary",
        "13435, NotPrimaryNoSecondaryOk",
        "462, IngressRequestRateLimitExceeded",
        "13, Unauthorized",
        "59, CommandNotFound"
    })
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

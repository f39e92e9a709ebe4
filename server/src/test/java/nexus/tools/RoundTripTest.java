package nexus.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.NexusPeer;
import nexus.testing.MongoPeer;
import nexus.testing.WirePeer;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A value as an answer shows it can be sent back, in a document and in a filter, and is the same value of the same
/// type.
class RoundTripTest {
    private static final ObjectId ID = new ObjectId("65a0000000000000000000ff");
    private static final Pattern FOUND =
            Pattern.compile("\"documents\":\\[\\{\"_id\":1,\"v\":(.*)}],\"count\":1,\"hasMore\":false", Pattern.DOTALL);
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private static final AtomicReference<BsonDocument> STORED = new AtomicReference<>(new BsonDocument());

    private static WirePeer wire;
    private static MongoPeer mongo;
    private static NexusPeer scripted;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        wire = WirePeer.standalone(RoundTripTest::reply);
        mongo = MongoPeer.start();
        scripted = open(wire.uri());
        nexus = open(mongo.uri());
    }

    private static NexusPeer open(String uri) throws InterruptedException {
        return NexusPeer.start(Map.of("MONGO_URI", uri, "NEXUS_WRITES", "true", "NEXUS_MCP_RESULTS", "structured"));
    }

    private static BsonDocument reply(BsonDocument command) {
        var reply = WirePeer.cursor(0, "firstBatch", "").append("n", new BsonInt32(1));
        if (command.getFirstKey().equals("find"))
            reply.getDocument("cursor").getArray("firstBatch").add(STORED.get());
        return reply;
    }

    @AfterAll
    static void stop() {
        scripted.close();
        nexus.close();
        wire.close();
        mongo.close();
    }

    /// @param back what comes back of the value in relaxed Extended JSON
    record Row(BsonValue value, BsonValue back) {
        Row(BsonValue value) {
            this(value, value);
        }

        @Override
        public String toString() {
            return value.getBsonType() + " " + value;
        }
    }

    static List<Row> values() {
        return Stream.concat(
                        sames(),
                        Stream.of(
                                // Relaxed Extended JSON writes whole numbers of both sizes alike.
                                new Row(new BsonInt64(5), new BsonInt32(5)),
                                new Row(new BsonInt64(Integer.MIN_VALUE), new BsonInt32(Integer.MIN_VALUE)),
                                new Row(
                                        new BsonJavaScriptWithScope("f()", new BsonDocument("n", new BsonInt64(1))),
                                        new BsonJavaScriptWithScope("f()", new BsonDocument("n", new BsonInt32(1))))))
                .toList();
    }

    /// mongo-java-server does not keep the others; for them what is sent to the scripted peer has to do.
    static List<Row> stored() {
        return values().stream().filter(row -> isKept(row.value())).toList();
    }

    private static boolean isKept(BsonValue value) {
        return switch (value) {
            case BsonUndefined _, BsonSymbol _, BsonDbPointer _, BsonJavaScriptWithScope _, BsonRegularExpression _ ->
                false;
            case BsonBinary binary -> Set.of(0, 3, 4).contains((int) binary.getType());
            case BsonArray array -> array.stream().allMatch(RoundTripTest::isKept);
            default -> true;
        };
    }

    private static Stream<Row> sames() {
        return Stream.of(numbers(), texts(), times(), binaries(), others())
                .flatMap(values -> values)
                .map(Row::new);
    }

    private static Stream<BsonValue> numbers() {
        var doubles = Stream.of(
                        1.5,
                        1.0,
                        0.0,
                        -0.0,
                        0.1,
                        1e300,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        9007199254740992.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY)
                .map(BsonDouble::new);
        var decimals = Stream.of(
                        "9.99",
                        "1.20",
                        "-0",
                        "0E-6176",
                        "1E+6144",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "1234567890123456789012345678901234")
                .map(text -> new BsonDecimal128(Decimal128.parse(text)));
        var whole = Stream.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE).map(BsonInt32::new);
        var wide = Stream.of(1L + Integer.MAX_VALUE, -1L + Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE)
                .map(BsonInt64::new);
        return Stream.of(doubles, decimals, whole, wide).flatMap(values -> values);
    }

    private static Stream<BsonValue> texts() {
        var controls =
                IntStream.range(0, 0x20).collect(StringBuilder::new, StringBuilder::appendCodePoint, (_, _) -> {});
        return Stream.of(
                        "",
                        "a",
                        "é€😀\ud83d\udc68\u200d\ud83d\udc69",
                        controls + "\u007f\u0085\u2028\u2029\ufeff\uffff",
                        "a\"b\\c/'",
                        "{\"$oid\":\"x\"}",
                        "$a",
                        "true",
                        "5")
                .map(BsonString::new);
    }

    private static Stream<BsonValue> times() {
        var dates = Stream.of(
                        0L,
                        1L,
                        100L,
                        1_700_000_000_123L,
                        -1L,
                        -62_135_596_800_000L,
                        -62_135_596_800_001L,
                        253_402_300_799_999L,
                        253_402_300_800_000L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE)
                .map(BsonDateTime::new);
        var timestamps =
                Stream.of(0L, 1L, -1L, 7L << 32, Long.MIN_VALUE, Long.MAX_VALUE).map(BsonTimestamp::new);
        return Stream.concat(dates, timestamps);
    }

    private static Stream<BsonValue> binaries() {
        return Stream.concat(
                Stream.of(new BsonBinary(new byte[0])),
                Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x80, 0xff)
                        .map(subtype -> new BsonBinary(
                                subtype.byteValue(), "0123456789abcd\0ÿ".getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Stream<BsonValue> others() {
        return Stream.of(
                new BsonDocument(),
                new BsonDocument("", new BsonInt32(1)).append("a.b \"\\\n", new BsonDocument("x", BsonNull.VALUE)),
                new BsonDocument("$ref", new BsonString("c")).append("$id", new BsonObjectId(ID)),
                new BsonArray(),
                new BsonArray(List.of(new BsonInt32(1), new BsonArray(), new BsonDocument(), BsonNull.VALUE)),
                new BsonObjectId(ID),
                BsonBoolean.TRUE,
                BsonBoolean.FALSE,
                BsonNull.VALUE,
                new BsonRegularExpression("^a/\"b\\d", "imsx"),
                new BsonRegularExpression("", ""),
                new BsonJavaScript("function() { return \"x\"; }"),
                new BsonMinKey(),
                new BsonMaxKey(),
                new BsonUndefined(),
                new BsonSymbol("a\"b"),
                new BsonDbPointer("db.c", ID),
                new BsonJavaScriptWithScope("f()", new BsonDocument("a", new BsonArray(List.of(new BsonMinKey())))),
                new BsonArray(List.of(new BsonUndefined(), new BsonSymbol("s"), new BsonDbPointer("db.c", ID))));
    }

    private static String arguments(String database, String more) {
        return "{\"database\":\"" + database + "\",\"collection\":\"values\"," + more + "}";
    }

    /// The value of the only document, as the answer shows it.
    private static String shown(NexusPeer peer, String database, String filter) {
        var body =
                peer.call("find", arguments(database, "\"filter\":" + filter)).body();
        var found = FOUND.matcher(body);
        assertTrue(found.find(), body);
        return found.group(1);
    }

    private static void insert(NexusPeer peer, String database, String value) {
        var body = peer.call("insert-many", arguments(database, "\"documents\":[{\"_id\":2,\"v\":" + value + "}]"))
                .body();
        assertTrue(body.contains("{\"insertedCount\":1,\"insertedIds\":[2]}"), body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void whatIsShownIsSentBackAsTheSameValue(Row row) {
        STORED.set(new BsonDocument("_id", new BsonInt32(1)).append("v", row.value()));
        var shown = shown(scripted, "shop", "{}");
        insert(scripted, "shop", shown);
        var sent = wire.commands("insert").getLast().getArray("documents").getFirst();
        assertEquals(row.back(), sent.asDocument().get("v"));
        shown(scripted, "shop", "{\"v\":" + shown + "}");
        assertEquals(row.back(), filter());
    }

    private static BsonValue filter() {
        return wire.commands("find").getLast().getDocument("filter").get("v");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stored")
    void whatIsStoredIsFoundByWhatIsShownOfIt(Row row) {
        var values = mongo.database().getCollection("values", BsonDocument.class);
        values.drop();
        values.insertOne(new BsonDocument("_id", new BsonInt32(1)).append("v", row.value()));
        var shown = shown(nexus, mongo.databaseName(), "{}");
        assertEquals(shown, shown(nexus, mongo.databaseName(), "{\"v\":" + shown + "}"));
        insert(nexus, mongo.databaseName(), shown);
        assertEquals(
                row.back(),
                values.find(new BsonDocument("_id", new BsonInt32(2))).first().get("v"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void canonicalExtendedJsonKeepsEveryType(Row row) {
        STORED.set(new BsonDocument("_id", new BsonInt32(1)).append("v", BsonNull.VALUE));
        shown(scripted, "shop", new BsonDocument("v", row.value()).toJson(CANONICAL));
        assertEquals(row.value(), filter());
    }

    /// In a filter such a text is taken for the value, and a note says so.
    @Test
    void storesACallOfTheShellAsTheTextItIs() {
        STORED.set(new BsonDocument("_id", new BsonInt32(1)).append("v", new BsonString("ObjectId('" + ID + "')")));
        insert(scripted, "shop", shown(scripted, "shop", "{}"));
        var sent = wire.commands("insert").getLast().getArray("documents").getFirst();
        assertEquals(STORED.get().get("v"), sent.asDocument().get("v"));
    }
}

package nexus.backup.dump;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import nexus.config.Secret;
import nexus.mongo.BulkClient;
import nexus.mongo.Limits;
import nexus.mongo.Settings;
import nexus.mongo.Tls;
import nexus.mongo.Way;
import nexus.testing.WirePeer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// A scripted wire peer, not MongoDB: it lists what a test gave it, and really does `find` with hint, min, limit and
/// cursors over sorted documents, as MongoDB documents them. A test may have any command answered otherwise.
final class ScriptedServer implements AutoCloseable {
    /// Says something instead of the usual.
    interface Oddity {
        Oddity NONE = (_, _) -> Optional.empty();

        Optional<BsonDocument> instead(BsonDocument command, Supplier<BsonDocument> usual);
    }

    /// As MongoDB fills a reply.
    private static final int LARGEST_REPLY = 16 << 20;

    private record Cursor(String namespace, BsonValue session, List<RawBsonDocument> rest) {}

    private final Map<String, ScriptedCollection> collections = new TreeMap<>();
    private final Map<Long, Cursor> cursors = new HashMap<>();
    private WirePeer peer;
    private String version = "7.0.5";
    private Oddity oddity = Oddity.NONE;
    private Optional<BsonTimestamp> clock = Optional.empty();
    private IntSupplier mostDocuments = () -> Integer.MAX_VALUE;
    private long nextCursor = 1;

    static ScriptedServer standalone() throws IOException {
        var server = new ScriptedServer();
        server.peer = WirePeer.standalone(server::reply);
        return server;
    }

    static ScriptedServer replicaSet() throws IOException {
        var server = new ScriptedServer();
        server.clock = Optional.of(new BsonTimestamp(1_000, 1));
        server.peer = WirePeer.replicaSet(server::reply);
        return server;
    }

    static ScriptedServer router() throws IOException {
        var server = new ScriptedServer();
        server.clock = Optional.of(new BsonTimestamp(1_000, 1));
        server.peer = WirePeer.router(server::reply);
        return server;
    }

    /// Lets replies hold fewer documents than are asked for, as those of MongoDB may.
    ///
    /// @param count says how many a reply may hold
    synchronized ScriptedServer shortReplies(IntSupplier count) {
        mostDocuments = count;
        return this;
    }

    /// A client as the program opens it.
    MongoClient client() {
        return client(peer.uri(), Way.DIRECT);
    }

    static MongoClient client(String uri, Way way) {
        var pace = new Settings.Pace(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMinutes(5));
        var limits = new Limits(100, 1 << 20, Duration.ofSeconds(30));
        var settings = new Settings(new Secret(uri), Optional.empty(), Tls.USUAL, pace, 8, limits);
        return BulkClient.open("default", settings, way, Duration.ofSeconds(30), 8);
    }

    synchronized ScriptedServer version(String other) {
        version = other;
        return this;
    }

    synchronized ScriptedServer with(ScriptedCollection collection) {
        collections.put(collection.namespace(), collection);
        return this;
    }

    synchronized void drop(String namespace) {
        collections.remove(namespace);
    }

    synchronized ScriptedServer odd(Oddity other) {
        oddity = other;
        return this;
    }

    synchronized void clock(BsonTimestamp time) {
        clock = Optional.of(time);
    }

    WirePeer peer() {
        return peer;
    }

    synchronized int openCursors() {
        return cursors.size();
    }

    static BsonDocument ok() {
        return new BsonDocument("ok", new BsonInt32(1));
    }

    @SuppressWarnings("ReferenceEquality") // a mark, not a document
    private synchronized BsonDocument reply(BsonDocument command) {
        var reply = oddity.instead(command, () -> usual(command)).orElseGet(() -> usual(command));
        if (reply != WirePeer.CUT) clock.ifPresent(time -> reply.append("operationTime", time));
        return reply;
    }

    private BsonDocument usual(BsonDocument command) {
        var database = command.getString("$db").getValue();
        return switch (command.getFirstKey()) {
            case "buildInfo" -> buildInfo();
            case "listDatabases" -> databases();
            case "listCollections" -> first(command, database + ".$cmd.listCollections", listed(database));
            case "listIndexes" -> indexes(command, database + "." + text(command, "listIndexes"));
            case "collStats" -> stats(database + "." + text(command, "collStats"));
            case "find" -> found(command, database + "." + text(command, "find"));
            case "getMore" -> more(command);
            case "killCursors" -> kill(command);
            default -> WirePeer.failure(59, "CommandNotFound");
        };
    }

    private static String text(BsonDocument command, String name) {
        return command.getString(name).getValue();
    }

    private BsonDocument buildInfo() {
        var numbers = new BsonArray();
        for (var number : version.split("\\.", -1)) numbers.add(new BsonInt32(Integer.parseInt(number)));
        return ok().append("version", new BsonString(version)).append("versionArray", numbers);
    }

    private BsonDocument databases() {
        var names = collections.values().stream()
                .map(ScriptedCollection::database)
                .distinct()
                .map(name -> new BsonDocument("name", new BsonString(name)))
                .toList();
        return ok().append("databases", new BsonArray(names));
    }

    private List<RawBsonDocument> listed(String database) {
        return collections.values().stream()
                .filter(collection -> collection.database().equals(database))
                .map(collection -> new RawBsonDocument(collection.listed(), new BsonDocumentCodec()))
                .toList();
    }

    private BsonDocument indexes(BsonDocument command, String namespace) {
        var collection = collections.get(namespace);
        if (collection == null) return WirePeer.failure(26, "NamespaceNotFound");
        return first(command, namespace, collection.indexes());
    }

    private BsonDocument stats(String namespace) {
        var collection = collections.get(namespace);
        if (collection == null) return ok().append("count", new BsonInt32(0)).append("size", new BsonInt32(0));
        return collection.stats();
    }

    private BsonDocument found(BsonDocument command, String namespace) {
        var collection = collections.get(namespace);
        var found = collection == null ? List.<RawBsonDocument>of() : collection.find(command);
        var reply = first(command, namespace, found);
        var concern = command.getDocument("readConcern", new BsonDocument());
        if (concern.getString("level", new BsonString("")).getValue().equals("snapshot")) {
            reply.getDocument("cursor")
                    .append("atClusterTime", concern.getOrDefault("atClusterTime", clock.orElseThrow()));
        }
        return reply;
    }

    private BsonDocument first(BsonDocument command, String namespace, List<RawBsonDocument> found) {
        long id = nextCursor++;
        cursors.put(id, new Cursor(namespace, session(command), new ArrayList<>(found)));
        return batch(
                id,
                "firstBatch",
                command.getNumber("batchSize", new BsonInt32(101)).intValue());
    }

    /// Only the session of a cursor may go on with it.
    private static BsonValue session(BsonDocument command) {
        return command.getDocument("lsid");
    }

    private BsonDocument more(BsonDocument command) {
        var id = command.getInt64("getMore").getValue();
        var cursor = cursors.get(id);
        if (cursor == null) return WirePeer.failure(43, "CursorNotFound");
        if (!cursor.session.equals(session(command))) return WirePeer.failure(13, "Unauthorized");
        if (command.containsKey("maxTimeMS")) return WirePeer.failure(2, "BadValue");
        return batch(
                id,
                "nextBatch",
                command.getNumber("batchSize", new BsonInt32(101)).intValue());
    }

    private BsonDocument batch(long id, String name, int size) {
        var cursor = cursors.get(id);
        var batch = new BsonArray();
        int bytes = 0;
        int most = Math.min(size, mostDocuments.getAsInt());
        while (batch.size() < most && !cursor.rest.isEmpty()) {
            bytes += cursor.rest.getFirst().getByteLength();
            if (!batch.isEmpty() && bytes > LARGEST_REPLY) break;
            batch.add(cursor.rest.removeFirst());
        }
        if (cursor.rest.isEmpty()) cursors.remove(id);
        return ok().append(
                        "cursor",
                        new BsonDocument("id", new BsonInt64(cursor.rest.isEmpty() ? 0 : id))
                                .append("ns", new BsonString(cursor.namespace))
                                .append(name, batch));
    }

    private BsonDocument kill(BsonDocument command) {
        command.getArray("cursors").forEach(id -> cursors.remove(id.asInt64().getValue()));
        return ok();
    }

    /// The commands that were sent to it, of one name and for one namespace.
    List<BsonDocument> commands(String name, String collection) {
        return peer.commands(name).stream()
                .filter(command -> command.get(name).equals(new BsonString(collection)))
                .toList();
    }

    @Override
    public void close() {
        peer.close();
    }

    static List<RawBsonDocument> shuffled(List<RawBsonDocument> documents, java.util.Random random) {
        var shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}

package nexus.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// A server that says what a test wrote down for it, in MongoDB's wire protocol (OP_MSG, and OP_QUERY for the first
/// greeting), and remembers every command it was sent.
public final class WirePeer implements AutoCloseable {
    /// Stands for no reply: the connection is cut.
    public static final BsonDocument CUT = new BsonDocument("cut", new BsonString("here"));

    private static final String HELLO = """
            {"ok": 1, "helloOk": true, "ismaster": true, "isWritablePrimary": true, "minWireVersion": 0,
             "maxWireVersion": 21, "maxBsonObjectSize": 16777216, "maxMessageSizeBytes": 48000000,
             "maxWriteBatchSize": 100000, "readOnly": false, "logicalSessionTimeoutMinutes": 30}""";

    /// What it is in its deployment.
    private enum Part {
        ALONE,
        PRIMARY,
        ROUTER
    }

    private static final Set<String> GREETINGS = Set.of("hello", "isMaster", "ismaster");

    private final ServerSocket listener;
    private final Part part;
    private final UnaryOperator<BsonDocument> script;
    private final AtomicInteger last = new AtomicInteger();
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Set<String> held = new HashSet<>();

    private final List<String> others;

    private WirePeer(ServerSocket listener, Part part, UnaryOperator<BsonDocument> script, List<String> others) {
        this.listener = listener;
        this.part = part;
        this.script = script;
        this.others = others;
    }

    /// A server that stands alone.
    ///
    /// @param script makes the reply to a command; greetings, `ping` and `endSessions` never come to it
    public static WirePeer standalone(UnaryOperator<BsonDocument> script) throws IOException {
        return start(Part.ALONE, script);
    }

    /// A router of a sharded cluster.
    ///
    /// @param script as of [#standalone]
    public static WirePeer router(UnaryOperator<BsonDocument> script) throws IOException {
        return start(Part.ROUTER, script);
    }

    /// The primary of a replica set.
    ///
    /// @param script as of [#standalone]
    /// @param others members of which it tells
    public static WirePeer replicaSet(UnaryOperator<BsonDocument> script, String... others) throws IOException {
        return start(Part.PRIMARY, script, others);
    }

    private static WirePeer start(Part part, UnaryOperator<BsonDocument> script, String... others) throws IOException {
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var peer = new WirePeer(listener, part, script, List.of(others));
        Thread.ofVirtual().start(peer::accept);
        return peer;
    }

    /// What a cursor's command is answered with.
    ///
    /// @param id    0 for a cursor that is at its end
    /// @param batch `firstBatch` or `nextBatch`
    public static BsonDocument cursor(long id, String batch, String documents) {
        return BsonDocument.parse("{\"ok\": 1, \"cursor\": {\"id\": {\"$numberLong\": \"" + id
                + "\"}, \"ns\": \"shop.orders\", \"" + batch + "\": [" + documents + "]}}");
    }

    /// What a command is answered with that fails.
    public static BsonDocument failure(int code, String name) {
        return BsonDocument.parse(
                "{\"ok\": 0, \"code\": " + code + ", \"codeName\": \"" + name + "\", \"errmsg\": \"" + name + "\"}");
    }

    public String uri() {
        return "mongodb://" + address() + "/";
    }

    private String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /// The commands of a name so far, in their order.
    public List<BsonDocument> commands(String name) {
        return commands.stream()
                .filter(command -> command.getFirstKey().equals(name))
                .toList();
    }

    /// From now on commands of this name are read but not answered.
    public void hold(String command) {
        synchronized (held) {
            held.add(command);
        }
    }

    /// Answers all commands again, those that wait too.
    public void release() {
        synchronized (held) {
            held.clear();
            held.notifyAll();
        }
    }

    /// Cuts every connection; new ones are served.
    public void cut() throws IOException {
        for (var socket : sockets) socket.close();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var message = WireMessage.read(in);
                var reply = reply(message.command());
                if (reply.equals(CUT)) return;
                socket.getOutputStream().write(message.reply(last.incrementAndGet(), reply));
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, or the test is over.
        }
    }

    private BsonDocument reply(BsonDocument command) throws InterruptedException {
        var name = command.getFirstKey();
        if (GREETINGS.contains(name)) return hello();
        commands.add(command);
        synchronized (held) {
            while (held.contains(name)) held.wait();
        }
        if (name.equals("ping") || name.equals("endSessions")) return BsonDocument.parse("{\"ok\": 1}");
        return script.apply(command);
    }

    private BsonDocument hello() {
        var hello = BsonDocument.parse(HELLO);
        if (part == Part.ALONE) return hello;
        if (part == Part.ROUTER) return hello.append("msg", new BsonString("isdbgrid"));
        var members = BsonDocument.parse("{\"hosts\": [\"" + address() + "\"]}").getArray("hosts");
        others.forEach(other -> members.add(new BsonString(other)));
        return hello.append("setName", new BsonString("peers"))
                .append("me", new BsonString(address()))
                .append("primary", new BsonString(address()))
                .append("hosts", members);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) socket.close();
            release();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package nexus.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The embedded database as a program of its own.
class DatabaseMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return DatabaseMain.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                List.of(args));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listensWhereItIsToldWithTheSampleDataAndTakesMore() throws IOException {
        int port = freePort();
        assertEquals(0, run("0.0.0.0", Integer.toString(port)), errors());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("20000 orders"), out::toString);
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            assertEquals(
                    20_000, client.getDatabase("shop").getCollection("orders").countDocuments());
            var own = client.getDatabase("own").getCollection("things");
            own.insertOne(new Document("_id", 7));
            assertEquals(1, own.countDocuments());
        }
    }

    @Test
    void isEmptyWhereItIsToldSo() throws IOException {
        int port = freePort();
        assertEquals(0, run("127.0.0.1", Integer.toString(port), "empty"), errors());
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            assertEquals(0, client.getDatabase("shop").getCollection("orders").countDocuments());
        }
    }

    @Test
    void namesTheUriOfAnAddress() throws IOException {
        int port = freePort();
        try (var database = EmbeddedMongo.open(new InetSocketAddress("127.0.0.2", port))) {
            assertEquals("mongodb://127.0.0.2:" + port, database.uri());
        }
        try (var database = EmbeddedMongo.open(new InetSocketAddress("0.0.0.0", port))) {
            assertEquals("mongodb://127.0.0.1:" + port, database.uri());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "0.0.0.0",
                "0.0.0.0 0",
                "0.0.0.0 65536",
                "0.0.0.0 -1",
                "localhost 27017",
                "0.0.0.0 27017 more",
                "27017 0.0.0.0"
            })
    void saysHowItIsUsed(String arguments) {
        assertEquals(DatabaseMain.MISUSED, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertTrue(errors().startsWith("Usage: database ADDRESS PORT"), errors());
    }

    @Test
    void saysThatItCannotListen() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(DatabaseMain.CANNOT_LISTEN, run("127.0.0.1", Integer.toString(taken.getLocalPort())));
            assertTrue(errors().contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()), errors());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

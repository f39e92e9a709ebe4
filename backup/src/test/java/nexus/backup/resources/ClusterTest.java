package nexus.backup.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What any HTTP server in the place of the API server may answer.
class ClusterTest {
    private static final int PIECE = 1 << 20;

    private HttpServer server;
    private Cluster cluster;

    private void answering(HttpHandler answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answer);
        server.start();
        cluster = Cluster.open(new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build());
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.stop(0);
    }

    private static void send(HttpExchange exchange, byte[] piece, int count) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            for (int i = 0; i < count; i++) body.write(piece);
        }
    }

    @Test
    void anAnswerIsReadWhole() throws IOException {
        var text = "ä€𝄞".repeat(PIECE);
        answering(exchange -> send(exchange, text.getBytes(UTF_8), 1));
        assertEquals(text, cluster.get("/version").body());
    }

    @Test
    void anAnswerThatBreaksOffIsNone() throws IOException {
        answering(HttpExchange::close);
        var failed = assertThrows(ClusterException.class, () -> cluster.get("/version"));
        assertTrue(failed.isUnanswered(), failed.getMessage());
    }

    @Test
    void anAnswerWithoutEndIsNotKept() throws IOException {
        var piece = new byte[PIECE];
        Arrays.fill(piece, (byte) ' ');
        answering(exchange -> send(exchange, piece, 1_000));
        var refused = assertThrows(ClusterException.class, () -> cluster.get("/version"));
        assertTrue(refused.getMessage().contains("larger than 32 MiB"), refused.getMessage());
    }
}

package nexus.backup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes what is pushed, as a Pushgateway would.
public final class Gateway implements AutoCloseable {
    /// One push.
    ///
    /// @param user what stands in the header Authorization; empty if it is not there
    public record Pushed(String method, String path, String type, String user, String text) {
        /// The value of a metric, with its labels.
        public Optional<String> value(String metric) {
            return text.lines()
                    .filter(line -> line.startsWith(metric + " "))
                    .map(line -> line.substring(metric.length() + 1))
                    .findFirst();
        }
    }

    private final HttpServer server;
    private final int status;
    private final List<Pushed> pushed = new CopyOnWriteArrayList<>();

    private Gateway(HttpServer server, int status) {
        this.server = server;
        this.status = status;
    }

    public static Gateway start() {
        return answering(200);
    }

    /// One that gives every push the same answer.
    public static Gateway answering(int status) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var gateway = new Gateway(server, status);
            server.createContext("/", gateway::take);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            pushed.add(new Pushed(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    headers.getFirst("Content-Type"),
                    Optional.ofNullable(headers.getFirst("Authorization")).orElse(""),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            var body = "pushed metrics are invalid".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? -1 : body.length);
            if (status != 200) exchange.getResponseBody().write(body);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The same with a user's name and password.
    public String url(String user) {
        return url().replace("://", "://" + user + "@");
    }

    public List<Pushed> pushed() {
        return List.copyOf(pushed);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

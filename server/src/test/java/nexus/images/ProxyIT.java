package nexus.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nexus.testing.EventReader;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/// The proxy's image before the server's.
@Tag("docker")
class ProxyIT {
    private static final String IMAGE = "nexus-nginx";
    private static final int MEBIBYTE = 1 << 20;

    private static Network network;
    private static GenericContainer<?> server;
    private static GenericContainer<?> proxy;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Images.assumeBuilt();
        network = Network.newNetwork();
        server = Images.watched(Images.named("nexus-mcp", network, "nexus-mcp"), "healthy")
                .withEnv("NEXUS_AUTH_MODE", "none");
        proxy = Images.watched(Images.named("proxy", network, IMAGE), "healthy").withExposedPorts(8080);
        server.start();
        proxy.start();
        Images.awaitHealth(server, "healthy");
        Images.awaitHealth(proxy, "healthy");
        // A server that is healthy may still be on its way to its database.
        Eventually.holds(
                "calls are answered",
                () -> Http.post(base() + "/mcp", count("pending")).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        if (proxy != null) proxy.stop();
        if (server != null) server.stop();
        if (network != null) network.close();
    }

    private static String base() {
        return "http://" + proxy.getHost() + ":" + Images.port(proxy, 8080);
    }

    private static String count(String filler) {
        return Mcp.legacy(
                "tools/call",
                "\"name\":\"count\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\",\"query\":{\"status\":\""
                        + filler + "\"}}");
    }

    @Test
    void passesCalls() {
        var answer = Http.post(base() + "/mcp", count("pending"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("count"), answer.body());
    }

    /// The stream of a listener has no end, so an event that was held back would never come.
    @Test
    void passesEventsWhenTheyCome() throws IOException {
        var listen = Mcp.modern("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}");
        var answer = Mcp.open(base() + "/mcp", listen, "");
        try (var body = answer.body()) {
            assertEquals(
                    "text/event-stream",
                    answer.headers().firstValue("Content-Type").orElse(""));
            var event = new EventReader(body).next().orElseThrow();
            assertTrue(event.contains("notifications/subscriptions/acknowledged"), event);
        }
    }

    @Test
    void refusesBodiesAboveTheServersLimitAndPassesThoseBelow() {
        var large = Http.post(base() + "/mcp", count("x".repeat(4 * MEBIBYTE)));
        assertEquals(413, large.statusCode());
        assertTrue(large.body().contains("\"jsonrpc\":\"2.0\""), large.body());
        assertTrue(large.body().contains("at most 4 MiB"), large.body());
        var fits = Http.post(base() + "/mcp", count("x".repeat(3 * MEBIBYTE)));
        assertEquals(200, fits.statusCode(), fits.body());
    }

    /// Health is nginx's own: a proxy is not restarted because of what is behind it.
    @Test
    void saysThatNobodyIsBehindIt() {
        try (var lonely =
                Images.restricted(IMAGE).withEnv("UPSTREAM", "127.0.0.1:1").withExposedPorts(8080)) {
            lonely.start();
            var url = "http://" + lonely.getHost() + ":" + Images.port(lonely, 8080);
            assertEquals("ok\n", Http.get(url + "/healthz").body());
            var answer = Http.post(url + "/mcp", count("pending"));
            assertEquals(503, answer.statusCode());
            assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
            assertTrue(answer.body().contains("\"jsonrpc\":\"2.0\""), answer.body());
        }
    }

    @Test
    void aConfigurationThatIsMountedReplacesItsOwn() throws IOException {
        var file = Files.writeString(folder.resolve("nginx.conf"), """
                pid /tmp/nginx.pid;
                events {}
                http {
                  access_log off;
                  client_body_temp_path /tmp/a; proxy_temp_path /tmp/b; fastcgi_temp_path /tmp/c; uwsgi_temp_path /tmp/d;
                  scgi_temp_path /tmp/e;
                  server { listen 8080; location / { return 200 "mine"; } }
                }
                """);
        try (var own = Images.mount(Images.restricted(IMAGE), file.toString(), "/etc/nginx/nginx.conf")
                .withExposedPorts(8080)) {
            own.start();
            assertEquals(
                    "mine",
                    Http.get("http://" + own.getHost() + ":" + Images.port(own, 8080) + "/")
                            .body());
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "UPSTREAM, nexus-mcp",
        "UPSTREAM, 'a:1;} http {'",
        "UPSTREAM, a:65536",
        "LISTEN_PORT, 80 default_server",
        "RESOLVER, ';'"
    })
    void refusesValuesOfAnotherForm(String name, String value) {
        var said = Images.ended(Images.restricted(IMAGE).withEnv(name, value), 2);
        assertTrue(said.errors().contains("  " + name + ": "), said.errors());
    }
}

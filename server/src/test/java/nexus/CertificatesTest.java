package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import nexus.access.Token;
import nexus.config.ConfigException;
import nexus.config.Sources;
import nexus.testing.Authority;
import nexus.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers that show a client certificate.
class CertificatesTest {
    private static final String HOST = "localhost";
    private static final Token TOKEN = Token.random();

    @TempDir
    private static Path folder;

    private static Authority authority;
    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        authority = Authority.in(folder);
        authority.issue(HOST);
        authority.issueTo("alice", "/O=support/O=agents/CN=alice");
        authority.issueTo("bob", "/CN=bob");
        authority.issueTo("nobody", "/O=agents");
        authority.issueTo("twins", "/CN=alice/CN=bob");
        authority.issueTo("joined", "/CN=alice+CN=bob");
        authority.issueTo("carol", "/O=x+O=agents/CN=carol");
        authority.issueTo("padded", "/CN=alice ");
        var grants = Files.writeString(folder.resolve("grants.yaml"), """
                grants:
                  - name: alice
                    who: ["cert:alice"]
                    connections: [default]
                    databases: [shop]
                  - name: agents
                    who: ["group:agents"]
                    connections: [default]
                    databases: [tickets]
                """);
        var variables = files();
        variables.put("NEXUS_AUTH_MODE", "certificate");
        variables.put("NEXUS_GRANTS_FILE", grants.toString());
        nexus = NexusPeer.start(variables);
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    private static Map<String, String> files() {
        return new HashMap<>(Map.of(
                "NEXUS_HTTP_TLS_CERTIFICATE_FILE", authority.file(HOST + ".pem").toString(),
                "NEXUS_HTTP_TLS_KEY_FILE", authority.file(HOST + ".key").toString(),
                "NEXUS_HTTP_TLS_CLIENT_CA_FILE", authority.certificate().toString()));
    }

    private static HttpResponse<String> ask(NexusPeer peer, SSLContext context, String... headers)
            throws IOException, InterruptedException {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list-connections\","
                + "\"arguments\":{}}}";
        var request = HttpRequest.newBuilder(URI.create("https://" + HOST + ":" + peer.port() + "/mcp"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try (var client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "alice|200|\"name\":\"default\",\"works\":true,\"isDefault\":true,\"mayWrite\":false",
                "bob|403|or the grants to it, do not give",
                "nobody|403|it has 0: issue one with CN=NAME",
                "twins|403|it has 2: issue one with CN=NAME",
                "joined|403|it has 2",
                "padded|403|it has 0",
                "carol|200|\"name\":\"default\"",
            })
    void knowsACallerByTheSubject(String name, int status, String part) throws IOException, InterruptedException {
        var answer = ask(nexus, authority.server(name));
        assertEquals(status, answer.statusCode(), answer::body);
        assertTrue(answer.body().replace("\\\"", "\"").contains(part), answer::body);
    }

    @Test
    void refusesWhoShowsNoneInWords() throws IOException, InterruptedException {
        var answer = ask(nexus, authority.client());
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("a client certificate is needed"), answer::body);
    }

    @Test
    void theHandshakeFailsWithACertificateOfAnotherAuthority(@TempDir Path elsewhere) {
        var other = Authority.in(elsewhere);
        other.issueTo("alice", "/CN=alice");
        var context = other.server("alice", authority);
        assertThrows(IOException.class, () -> ask(nexus, context));
    }

    @Test
    void aTokenCountsBeforeTheCertificate(@TempDir Path own) throws IOException, InterruptedException {
        var variables = files();
        variables.put("NEXUS_AUTH_MODE", "certificate,token");
        variables.put(
                "NEXUS_TOKENS_FILE",
                Files.writeString(own.resolve("tokens"), TOKEN.line("carol") + "\n")
                        .toString());
        try (var both = NexusPeer.start(variables)) {
            var bearer = "Bearer " + TOKEN.secret().value();
            assertEquals(
                    200, ask(both, authority.client(), "Authorization", bearer).statusCode());
            assertEquals(
                    200,
                    ask(both, authority.server("alice"), "Authorization", bearer)
                            .statusCode());
            assertEquals(
                    401,
                    ask(both, authority.server("alice"), "Authorization", bearer + "x")
                            .statusCode());
            assertEquals(200, ask(both, authority.server("alice")).statusCode());
            assertEquals(
                    200,
                    ask(both, authority.server("alice"), "Authorization", "Basic x")
                            .statusCode());
            var none = ask(both, authority.client());
            assertEquals(401, none.statusCode());
            assertTrue(none.body().contains("or connect with a client certificate"), none::body);
        }
    }

    @Test
    void takesOverARenewedCertificateWhileItServes(@TempDir Path own) throws IOException, InterruptedException {
        var renewed = Authority.in(own);
        renewed.issue(HOST);
        var certificate = Files.copy(authority.file(HOST + ".pem"), own.resolve("tls.crt"));
        var key = Files.copy(authority.file(HOST + ".key"), own.resolve("tls.key"));
        var variables = Map.of(
                "NEXUS_HTTP_TLS_CERTIFICATE_FILE", certificate.toString(), "NEXUS_HTTP_TLS_KEY_FILE", key.toString());
        try (var peer = NexusPeer.start(variables)) {
            assertEquals(200, ask(peer, authority.client()).statusCode());
            Files.copy(renewed.file(HOST + ".key"), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed.file(HOST + ".pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
            Eventually.holds("the new certificate is shown", () -> isTrusted(peer, renewed));
            assertThrows(SSLException.class, () -> ask(peer, authority.client()));
        }
    }

    private static boolean isTrusted(NexusPeer peer, Authority by) {
        try {
            return ask(peer, by.client()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> problems(Map<String, String> variables) {
        return assertThrows(
                        ConfigException.class,
                        () -> Sources.open(Map.of(), variables, Settings.ALIASES)
                                .read(Settings::read))
                .problems()
                .stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest(name = "without {0}, mode {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NEXUS_HTTP_TLS_CLIENT_CA_FILE|certificate|http.tls.client-ca-file|it is needed",
                "NEXUS_HTTP_TLS_KEY_FILE|certificate|http.tls.key-file|the certificate and its key go together",
                "NEXUS_HTTP_TLS_CERTIFICATE_FILE|certificate|http.tls.certificate-file|the certificate and its key",
                "|none|auth.mode|no certificate would be looked at",
            })
    void saysWhatIsMissing(String missing, String mode, String key, String part) {
        var variables = files();
        if (missing != null) variables.remove(missing);
        variables.put("NEXUS_AUTH_MODE", mode);
        var problems = problems(variables);
        assertTrue(problems.getFirst().startsWith(key), problems::toString);
        assertTrue(problems.getFirst().contains(part), problems::toString);
        assertEquals(1, problems.size(), problems::toString);
    }

    @Test
    void saysThatTheKeyIsAnothers() {
        var variables = files();
        variables.put("NEXUS_AUTH_MODE", "certificate");
        variables.put("NEXUS_HTTP_TLS_KEY_FILE", authority.file("alice.key").toString());
        assertTrue(problems(variables).getFirst().contains("is not that of the certificate"));
        variables.put("NEXUS_AUTH_CERTIFICATE_SCOPES", "reed");
        assertTrue(problems(variables).toString().contains("there is no scope \"reed\""));
    }
}

package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nexus.config.ConfigException;
import nexus.config.Key;
import nexus.config.Profile;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad configurations with the exact words they are answered with, and what good ones come to.
class SettingsTest {
    private static final String URI = "mongodb://127.0.0.1:27017";

    @TempDir
    private Path folder;

    private static Settings read(Map<String, String> variables) {
        return Sources.open(Map.of(), variables, Settings.ALIASES).read(Settings::read);
    }

    /// One row: the environment, and every line that must be printed.
    record Bad(String what, Map<String, String> variables, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Bad> bad() {
        return List.of(
                new Bad(
                        "a port that is a word",
                        Map.of("MCP_PORT", "http"),
                        List.of(
                                "http.port (MCP_PORT in the environment): \"http\" cannot be used. Allowed: 0 to 65535. Example: http.port: 3000")),
                new Bad(
                        "two at once",
                        Map.of("MCP_PORT", "70000", "OPS_PORT", "-1"),
                        List.of(
                                "http.port (MCP_PORT in the environment): \"70000\" cannot be used. Allowed: 0 to 65535. Example: http.port: 3000",
                                "ops.port (OPS_PORT in the environment): \"-1\" cannot be used. Allowed: 0 to 65535. Example: ops.port: 9090")),
                new Bad(
                        "an open door",
                        Map.of("MCP_HOST", "0.0.0.0"),
                        List.of(
                                "auth.mode (not set anywhere): /mcp would listen on 0.0.0.0 without authentication. Allowed: token (with"
                                        + " NEXUS_TOKENS_FILE), oauth, certificate, or none where something in front of the server checks callers. Example: NEXUS_AUTH_MODE=token")),
                new Bad(
                        "none beside another way",
                        Map.of("NEXUS_AUTH_MODE", "none, oauth", "NEXUS_AUTH_OAUTH_ISSUER", "http://id.example.com"),
                        List.of(
                                "auth.mode (NEXUS_AUTH_MODE in the environment): none cannot stand beside another. Allowed: token, oauth and certificate, or several of them, or none."
                                        + " Example: NEXUS_AUTH_MODE=token,oauth",
                                "auth.oauth.audience (not set anywhere): auth.mode has oauth, so it is needed. Allowed: what aud must hold: the URI of /mcp, or the issuer's name for it."
                                        + " Example: auth.oauth.audience: https://mcp.example.com/mcp",
                                "auth.oauth.issuer (NEXUS_AUTH_OAUTH_ISSUER in the environment): \"http://id.example.com\" cannot be used. Allowed: an https:// URI; http:// on loopback only."
                                        + " Example: auth.oauth.issuer: https://id.example.com")),
                new Bad(
                        "a shared secret for signatures",
                        Map.of("NEXUS_AUTH_OAUTH_ALGORITHMS", "RS256,HS256"),
                        List.of(
                                "auth.oauth.algorithms (NEXUS_AUTH_OAUTH_ALGORITHMS in the environment): \"HS256\" cannot be used. Allowed: ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, RS512."
                                        + " Example: auth.oauth.algorithms: [ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, RS512]")),
                new Bad(
                        "a host name to listen on",
                        Map.of("MCP_HOST", "example.com"),
                        List.of(
                                "http.host (MCP_HOST in the environment): \"example.com\" is not an address. Allowed: an IP address, or localhost."
                                        + " Example: MCP_HOST=127.0.0.1")),
                new Bad(
                        "tokens without a file",
                        Map.of("NEXUS_AUTH_MODE", "token"),
                        List.of(
                                "auth.tokens-file (not set anywhere): auth.mode is token, so it is needed. Allowed: the path of a readable file with one hash"
                                        + " a line, as `ops/nexus token NAME` prints it. Example: NEXUS_TOKENS_FILE=/etc/nexus/tokens")),
                new Bad(
                        "a tokens file that is not there",
                        Map.of("NEXUS_AUTH_MODE", "token", "NEXUS_TOKENS_FILE", "/nowhere/tokens"),
                        List.of(
                                "auth.tokens-file (NEXUS_TOKENS_FILE in the environment): there is no readable file at /nowhere/tokens."
                                        + " Allowed: the path of a readable file. Example: auth.tokens-file: /etc/nexus/tokens-file")),
                new Bad(
                        "a tokens file that is a folder",
                        Map.of("NEXUS_AUTH_MODE", "token", "NEXUS_TOKENS_FILE", "/"),
                        List.of(
                                "auth.tokens-file (NEXUS_TOKENS_FILE in the environment): / is a folder."
                                        + " Allowed: the path of a readable file. Example: auth.tokens-file: /etc/nexus/tokens-file")),
                new Bad(
                        "an unknown mode",
                        Map.of("NEXUS_AUTH_MODE", "basic"),
                        List.of(
                                "auth.mode (NEXUS_AUTH_MODE in the environment): \"basic\" cannot be used. Allowed: token, oauth and certificate, or several of them, or none. Example: auth.mode: token")),
                new Bad(
                        "an unknown profile",
                        Map.of("NEXUS_PROFILE", "staging"),
                        List.of(
                                "profile (NEXUS_PROFILE in the environment): \"staging\" is not a profile. Allowed: development or production."
                                        + " Example: NEXUS_PROFILE=production")),
                new Bad(
                        "production without a database",
                        Map.of("NODE_ENV", "production"),
                        List.of(
                                "connections.default.uri (not set anywhere): it is needed in the production profile: only development has an embedded"
                                        + " database. Allowed: a mongodb:// or mongodb+srv:// URI. Example: MONGO_URI=mongodb://user:password@mongo-a:27017/?replicaSet=rs0")),
                new Bad(
                        "two tunnels",
                        Map.of(
                                "MONGO_URI",
                                URI,
                                "SSH_HOST",
                                "b",
                                "SSH_USER",
                                "u",
                                "SSH_KEY_FILE",
                                "pom.xml",
                                "SSH_KNOWN_HOSTS_FILE",
                                "pom.xml",
                                "SSH_TUNNEL_HOST",
                                "t"),
                        List.of(
                                "connections.default.tunnel.host (SSH_TUNNEL_HOST in the environment): ssh.host is set too. Allowed: ssh.host for a tunnel of"
                                        + " Nexus's own, or tunnel.host for one that someone else holds open. Example: ssh.host: bastion.example.org")),
                new Bad(
                        "several hosts behind someone's tunnel",
                        Map.of("MONGO_URI", "mongodb://a,b/?replicaSet=r", "SSH_TUNNEL_HOST", "t"),
                        List.of(
                                "connections.default.tunnel.host (SSH_TUNNEL_HOST in the environment): a tunnel that someone else holds open leads to one host,"
                                        + " but the URI names several. Allowed: a mongodb:// URI with one host, or ssh.host for a tunnel of Nexus's own. Example:"
                                        + " mongodb://mongo-a:27017/?directConnection=true")),
                new Bad(
                        "sockets that outlive the session they run through",
                        Map.of(
                                "MONGO_URI",
                                "mongodb://a",
                                "SSH_HOST",
                                "b",
                                "SSH_USER",
                                "u",
                                "SSH_KEY_FILE",
                                "pom.xml",
                                "SSH_KNOWN_HOSTS_FILE",
                                "pom.xml",
                                "NEXUS_CONNECTIONS_DEFAULT_CONNECTION_LIFE",
                                "1h"),
                        List.of(
                                "connections.default.connection-life (NEXUS_CONNECTIONS_DEFAULT_CONNECTION_LIFE in the environment): connections would"
                                        + " still be open when ssh.drain is over, and be cut after a change of keys. Allowed: less than ssh.drain. Example:"
                                        + " connection-life: 5m and ssh.drain: 6m")),
                new Bad(
                        "an IPv6 address behind a tunnel",
                        Map.of("MONGO_URI", "mongodb://[::1]:27017", "SSH_TUNNEL_HOST", "t"),
                        List.of(
                                "connections.default.uri (MONGO_URI in the environment): an IPv6 address cannot be reached through a tunnel: the driver mangles"
                                        + " it. Allowed: host names or IPv4 addresses. Example: mongodb://mongo-a:27017/")),
                new Bad(
                        "one port for both sockets",
                        Map.of("MCP_PORT", "4000", "OPS_PORT", "4000"),
                        List.of(
                                "ops.port (OPS_PORT in the environment): it is the port of /mcp. Allowed: another one than http.port. Example: OPS_PORT=9090")),
                new Bad(
                        "a file that is not there",
                        Map.of("NEXUS_CONFIG", "/nowhere/nexus.yaml"),
                        List.of(
                                "config (NEXUS_CONFIG in the environment): there is no readable file at /nowhere/nexus.yaml. Allowed: the path of a YAML"
                                        + " file. Example: NEXUS_CONFIG=/etc/nexus/nexus.yaml")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void tellsAllThatIsWrongAndWhatToWrite(Bad row) {
        var problems =
                assertThrows(ConfigException.class, () -> read(row.variables())).problems();
        assertEquals(row.problems(), problems.stream().map(Object::toString).toList());
    }

    @Test
    void namesTheNearestSettingForAnUnknownKey() throws IOException {
        var file = Files.writeString(folder.resolve("n.yaml"), "http: {prot: 1}\n");
        var problem = assertThrows(ConfigException.class, () -> read(Map.of("NEXUS_CONFIG", file.toString())));
        assertEquals(
                "http.prot (http.prot in " + file
                        + "): there is no such setting; did you mean http.port? Allowed: the settings of docs/configuration.md. Example: http.port: …",
                problem.getMessage());
    }

    @Test
    void tellsEachThingThatIsWrongWithTheGrants() throws IOException {
        var file = Files.writeString(folder.resolve("grants.yaml"), """
                grants:
                  - {name: a, who: [alice], connections: [default], databases: [shop], hide: [$x], filters: {}}
                  - {name: b, who: [bob], connections: [default], databases: [shop], filter: {$where: "1"}}
                """);
        var problems = assertThrows(ConfigException.class, () -> read(Map.of("NEXUS_GRANTS_FILE", file.toString())))
                .problems();
        var about = "auth.grants-file (NEXUS_GRANTS_FILE in the environment): ";
        var end = "Allowed: grants as docs/grants.md shows them. Example: grants: [{name: readers, who: [\"*\"],"
                + " connections: [\"*\"], databases: [shop]}]";
        assertEquals(
                List.of(
                        about + "line 2, grant 1 (a): there is no key filters; did you mean filter? " + end,
                        about + "line 2, grant 1 (a): hide: $x: a field is named without $. " + end,
                        about
                                + "line 3, grant 2 (b): filter.$where: $where runs JavaScript inside the database:"
                                + " leave it out. " + end),
                problems.stream().map(Object::toString).toList());
    }

    @Test
    void neverPrintsASecret() {
        var variables = Map.of("MONGO_URI", "mongo://user:hunter2@host", "SSH_HOST", "b", "MCP_PORT", "x");
        var message = assertThrows(ConfigException.class, () -> read(variables)).getMessage();
        assertTrue(!message.contains("hunter2") && message.contains("connections.default.uri"), message);
        assertTrue(!read(Map.of("MONGO_URI", "mongodb://user:hunter2@host:27017"))
                .toString()
                .contains("hunter2"));
    }

    @Test
    void aTokensFileAloneMeansTokens() throws IOException {
        var file = Files.writeString(folder.resolve("tokens"), "");
        assertTrue(read(Map.of("MCP_HOST", "0.0.0.0", "NEXUS_TOKENS_FILE", file.toString()))
                .access()
                .wantsTokens());
    }

    @Test
    void theLongNameOfAVariableMakesAConnectionToo() {
        assertTrue(
                read(Map.of("NEXUS_CONNECTIONS_DEFAULT_URI", URI)).connections().containsKey("default"));
    }

    @Test
    void nodeEnvProductionMeansTheProfile() {
        assertEquals(
                Profile.PRODUCTION,
                read(Map.of("NODE_ENV", "production", "MONGO_URI", URI)).profile());
        assertEquals(Profile.DEVELOPMENT, read(Map.of("NODE_ENV", "test")).profile());
    }

    @Test
    void listensOnLoopbackAndReadsNothingButTheEmbeddedDatabaseByDefault() {
        var settings = read(Map.of());
        assertTrue(settings.http().isLoopback());
        assertEquals(3000, settings.http().port());
        assertEquals(9090, settings.ops().port());
        assertEquals(Map.of(), settings.connections());
    }

    @Test
    void everySettingIsDocumentedWithItsDefaultAndBounds() throws IOException {
        var page = Files.readString(Path.of("../docs/configuration.md"));
        var variables = Map.of("MONGO_URI", URI);
        var rows = Sources.open(Map.of(), variables, Settings.ALIASES).keys(Settings::read).stream()
                .filter(key -> !key.name().startsWith("connections."))
                .map(SettingsTest::row)
                .toList();
        var missing = rows.stream().filter(row -> !page.contains(row)).toList();
        assertEquals(List.of(), missing, "rows that docs/configuration.md must begin with");
        assertEquals(
                rows.size(),
                page.lines().filter(line -> line.startsWith("| `")).count(),
                "rows for settings that are gone");
    }

    private static String row(Key key) {
        return "| `" + key.name() + "` | " + (key.preset().isEmpty() ? "–" : "`" + key.preset() + "`") + " | "
                + key.allowed() + " |";
    }
}

package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nexus.config.ConfigException;
import nexus.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    private static final String ESCAPE = "the user name or password holds a character that must be written"
            + " percent-encoded: @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25";

    private static final String UNCHECKED =
            " would leave the name of the server unchecked: leave it out, and name" + " your own CA in tls.ca-file";

    /// @param what what the problem says; no message may hold `hunter`
    record Row(String uri, String what) {}

    private static Settings read(Map<String, String> values) {
        var properties = new HashMap<String, String>();
        values.forEach((key, value) -> properties.put("nexus.connections.main." + key, value));
        return Sources.open(properties, Map.of(), Map.of())
                .read(root -> Settings.read(
                        root.entries("connections", "connection-defaults").get("main")));
    }

    static List<Row> unusable() {
        return List.of(
                new Row("http://u:hunter2@h", "it does not begin with mongodb:// or mongodb+srv://"),
                new Row("hunter2", "it does not begin with mongodb:// or mongodb+srv://"),
                new Row("mongodb://u:hunter@2@h/db", ESCAPE),
                new Row("mongodb://u:hunter:2@h/db", ESCAPE),
                new Row("mongodb://u:hunter/2@h/db", ESCAPE),
                new Row("mongodb://u:hunter?2@h/db", ESCAPE),
                new Row("mongodb://u:hunter%2@h/db", ESCAPE),
                new Row("mongodb://u:hunter2@/db", "it names no host"),
                new Row("mongodb://u:hunter2@:27017/db", "one of its hosts is empty"),
                new Row(
                        "mongodb://u:hunter2@h:99999/db",
                        "the port of one of its hosts is not a number from 1 to 65535"),
                new Row("mongodb://u:hunter2@%2Ftmp%2Fa.sock", "it names a socket file, and only TCP is spoken"),
                new Row(
                        "mongodb://u:hunter2@h/?retryRead=true",
                        "the driver knows no option retryRead; did you mean retryreads?"),
                new Row("mongodb://u:hunter2@h/?xyzzy=hunter", "the driver knows no option xyzzy"),
                new Row(
                        "mongodb://u:hunter2@h/?authMechanism=hunter",
                        "the value of its option authMechanism cannot be used"),
                new Row("mongodb://u:hunter2@h/?tls=true&tlsInsecure=true", "tlsInsecure" + UNCHECKED),
                new Row(
                        "mongodb://u:hunter2@h/?tls=true&tlsAllowInvalidHostnames=true",
                        "tlsAllowInvalidHostnames" + UNCHECKED),
                new Row(
                        "mongodb+srv://u:hunter2@h.a.b/?sslInvalidHostNameAllowed=true",
                        "sslInvalidHostNameAllowed" + UNCHECKED),
                new Row(
                        "mongodb+srv://u:hunter2@a.example,b.example/",
                        "its hosts, database and options do not go together"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void saysWhatIsWrongWithoutTheSecret(Row row) {
        var problems = assertThrows(ConfigException.class, () -> read(Map.of("uri", row.uri())));
        assertEquals(1, problems.problems().size(), problems::getMessage);
        assertEquals(row.what(), problems.problems().getFirst().what());
        assertFalse(problems.getMessage().contains("hunter"), problems::getMessage);
    }

    @Test
    void takesTheDefaults() {
        var settings = read(Map.of("uri", "mongodb://u:hunter2@a:1,[::1]:2/db?replicaSet=r"));
        assertEquals(List.of(new HostPort("::1", 2), new HostPort("a", 1)), settings.hosts());
        assertEquals(new Limits(100, 1 << 20, Duration.ofSeconds(30)), settings.limits());
        assertEquals(32, settings.poolSize());
        assertFalse(settings.isSrv());
        assertFalse(settings.toString().contains("hunter"));
    }

    @Test
    void aSocketLivesAsLongAsItsSettingSays() {
        var settings = read(Map.of("uri", "mongodb://h/?maxLifeTimeMS=1", "connection-life", "7m"));
        var options = new Driver(settings, Way.DIRECT, Optional.empty(), new Pool(1), new Pulse()).options();
        assertEquals(7, options.getConnectionPoolSettings().getMaxConnectionLifeTime(TimeUnit.MINUTES));
        assertEquals(
                Duration.ofMinutes(5),
                read(Map.of("uri", "mongodb://h/")).pace().connectionLife());
    }

    @Test
    void takesOptionsThatKeepNamesChecked() {
        assertEquals(
                Tls.USUAL,
                read(Map.of("uri", "mongodb://h/?tls=true&tlsAllowInvalidHostnames=false"))
                        .tls());
    }

    @Test
    void readsSrvWithoutAskingTheNameService() {
        var settings = read(Map.of("uri", "mongodb+srv://u:hunter2@cluster.invalid/"));
        assertTrue(settings.isSrv());
        assertEquals(List.of(), settings.hosts());
    }

    @Test
    void theRemoteHostStandsInForTheOneHost() {
        var settings = read(Map.of("uri", "mongodb://u:p@a:1/", "remote-host", "inner", "remote-port", "2"));
        assertEquals(List.of(new HostPort("inner", 2)), settings.hosts());
        var kept = read(Map.of("uri", "mongodb://u:p@a:1/", "remote-host", "inner"));
        assertEquals(List.of(new HostPort("inner", 1)), kept.hosts());
        var problems = assertThrows(
                ConfigException.class, () -> read(Map.of("uri", "mongodb://a,b/", "remote-host", "inner")));
        assertEquals(
                "connections.main.remote-host", problems.problems().getFirst().key());
    }

    @Test
    void aMissingUriIsAProblem() {
        var problems = assertThrows(ConfigException.class, () -> read(Map.of("pool-size", "5")));
        assertEquals("it is needed", problems.problems().getFirst().what());
    }

    @Test
    void aProxyHidesItsPassword() {
        var proxy = new Proxy("127.0.0.1", 1080, "u", new nexus.config.Secret("hunter2"));
        assertFalse(proxy.toString().contains("hunter"));
    }
}

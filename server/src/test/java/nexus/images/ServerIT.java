package nexus.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.json.JsonMapper;

/// The server's image, as the chart runs it: uid 1000, no capability, a root that cannot be written, 512 MiB.
@Tag("docker")
class ServerIT {
    private static final String IMAGE = "nexus-mcp";
    private static final String TITLE = "Nexus MCP ";
    private static final String FIND = Mcp.legacy(
            "tools/call",
            "\"name\":\"find\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}");

    @TempDir
    private Path folder;

    @BeforeAll
    static void assumeBuilt() {
        Images.assumeBuilt();
    }

    private GenericContainer<?> server(Path tokens) {
        return Images.mount(Images.watched(Images.restricted(IMAGE), "healthy"), tokens.toString(), "/etc/nexus/tokens")
                .withEnv("NEXUS_TOKENS_FILE", "/etc/nexus/tokens")
                .withEnv("NEXUS_STOP_PAUSE", "0")
                .withExposedPorts(3000);
    }

    private static Images.Said word(String options, String... arguments) {
        return Images.ended(Images.restricted(IMAGE, arguments).withEnv("JDK_JAVA_OPTIONS", options), 0);
    }

    @Test
    void servesCallersWithATokenAndStopsWhenItIsTold() throws IOException {
        var made = Images.ended(Images.restricted(IMAGE, "token", "alice"), 0);
        var token = made.errors().strip().replaceFirst("(?s).* ", "");
        assertTrue(made.output().matches("alice sha256:[0-9a-f]{64}\\s*"), made.output());
        var tokens = Files.writeString(folder.resolve("tokens"), made.output());
        try (var server = server(tokens)) {
            server.start();
            Images.awaitHealth(server, "healthy");
            var url = "http://" + server.getHost() + ":" + Images.port(server, 3000) + "/mcp";
            assertEquals(401, Http.post(url, FIND).statusCode());
            var found = Http.post(url, FIND, "Authorization", "Bearer " + token);
            assertTrue(found.body().contains("orderedAt"), found.body());
            Images.docker()
                    .killContainerCmd(server.getContainerId())
                    .withSignal("TERM")
                    .exec();
            Eventually.holds(
                    "the server ends",
                    () -> !Boolean.TRUE.equals(Images.inspect(server).getState().getRunning()));
            assertEquals(0, Images.inspect(server).getState().getExitCodeLong());
        }
    }

    @Test
    void runsAsTheUserThatTheChartNames() {
        var config = Images.docker().inspectImageCmd(Images.name(IMAGE)).exec().getConfig();
        assertEquals("1000:1000", config.getUser());
        var entry = shell("id -un; [ -w /app ] || echo cannot write /app");
        assertEquals("nexus\ncannot write /app\n", entry.output());
    }

    @Test
    void refusesToServeStrangersUnlessToldSo() {
        var said = Images.ended(Images.restricted(IMAGE), 2);
        assertTrue(said.errors().contains("auth.mode"), said.errors());
    }

    /// Without the cache, which is the server's.
    @Test
    void runsTheBackupProgram() {
        var made = Images.ended(Images.restricted(IMAGE, "backup", "keygen"), 0);
        assertTrue(made.output().contains("# public key: age1"), made.output());
        var unset = Images.ended(Images.restricted(IMAGE, "backup", "list"), 2);
        assertTrue(unset.errors().contains("backup.store.bucket"), unset.errors());
        var loaded = word("-Xlog:class+load", "backup", "--help").output();
        assertTrue(loaded.contains("nexus.backup.Main source: file:/app/nexus-backup.jar"), loaded);
    }

    /// With `on` the JVM ends where it cannot use the cache.
    @Test
    void usesItsCache() {
        assertTrue(word("-XX:AOTMode=on", "--version").output().startsWith(TITLE));
        var loaded = word("-Xlog:class+load", "--version").output();
        assertTrue(loaded.contains("nexus.Main source: shared objects file"), loaded);
        var refused = Images.restricted(IMAGE, "--version")
                .withEnv("JDK_JAVA_OPTIONS", "-XX:AOTMode=on -XX:-UseCompactObjectHeaders");
        var _ = Images.ended(refused, 1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseZGC",
                "-XX:-UseCompactObjectHeaders",
                "-Xmx64m",
                "-XX:MaxRAMPercentage=70"
            })
    void startsWithOtherOptionsToo(String options) {
        var said = word(options, "--version");
        assertTrue(said.output().matches(TITLE + "[0-9.]+\\s*"), said.output());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nexus-mcp", "nexus-ssh-tunnel", "nexus-nginx", "nexus-demo"})
    void saysWhereItComesFrom(String image) {
        var labels = Images.docker()
                .inspectImageCmd(Images.name(image))
                .exec()
                .getConfig()
                .getLabels();
        for (var label : List.of("description", "version", "revision", "created", "source"))
            assertFalse(
                    labels.getOrDefault("org.opencontainers.image." + label, "").isBlank(), label);
        assertEquals(image, labels.get("org.opencontainers.image.title"));
        assertTrue(labels.get("org.opencontainers.image.created").matches("20[0-9-]+T[0-9:]+Z"), labels::toString);
    }

    @Test
    void carriesTheListsOfItsLibraries() {
        var said = shell("for jar in /app/lib/*.jar; do name=${jar##*/}; name=${name%-[0-9]*};"
                + " grep -q \"/$name@\" /app/sbom.json /app/sbom-backup.json || echo \"$name is in no list\"; done;"
                + " grep -o jsch@[0-9.]* /app/sbom.json | head -n 1");
        assertTrue(said.output().matches("jsch@[0-9.]+\\s*"), said.output());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nexus-ssh-tunnel, openssh-client", "nexus-nginx, nginx"})
    void carriesTheListOfItsPackages(String image, String wanted) {
        var list = new JsonMapper().readTree(shell(image, "cat /app/sbom.json").output());
        var packages = shell(image, "dpkg-query --show --showformat='${Package}\\n'")
                .output()
                .lines()
                .toList();

        assertEquals("CycloneDX", list.path("bomFormat").asString());
        var listed = list.path("components").values().stream()
                .map(each -> each.path("name").asString())
                .toList();
        assertEquals(packages, listed);
        assertTrue(listed.contains(wanted), listed::toString);
    }

    private static Images.Said shell(String script) {
        return shell(IMAGE, script);
    }

    private static Images.Said shell(String image, String script) {
        return Images.ended(
                Images.restricted(image, "-c", script)
                        .withCreateContainerCmdModifier(create -> create.withEntrypoint("bash")),
                0);
    }
}

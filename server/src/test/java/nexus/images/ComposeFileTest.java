package nexus.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the compose file promises: names, ports, times, sizes, and the variables of its example.
class ComposeFileTest {
    private static final Path FOLDER = Path.of("..", "ops", "compose");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");
    private static String text;
    private static JsonNode file;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(FOLDER.resolve("docker-compose.yml"));
        // Which puts in what an alias stands for, as Compose does.
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        file = new YAMLMapper().valueToTree(read);
    }

    private static JsonNode service(String name) {
        return file.path("services").path(name);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "nexus-mcp, /container_name, nexus-mcp-server",
        "nexus-mcp, /ports/0, ${NEXUS_BIND:-0.0.0.0}:3000:3000",
        "nexus-mcp, /depends_on/ssh-tunnel/condition, service_healthy",
        "nexus-mcp, /volumes/0, ./config:/app/config:ro",
        "ssh-tunnel, /container_name, nexus-ssh-tunnel",
        "nginx, /depends_on/nexus-mcp/condition, service_healthy"
    })
    void namesWhatOthersRelyOn(String service, String pointer, String value) {
        assertEquals(value, service(service).at(pointer).asString());
    }

    @Test
    void joinsAllByABridge() {
        assertEquals("bridge", file.at("/networks/nexus-network/driver").asString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nexus-mcp", "ssh-tunnel", "nginx"})
    void startsAgainAndIsLookedAt(String name) {
        var service = service(name);
        assertEquals("unless-stopped", service.path("restart").asString());
        assertEquals("nexus-network", service.at("/networks/0").asString());
        assertEquals("30s", service.at("/healthcheck/interval").asString());
        assertEquals("10s", service.at("/healthcheck/timeout").asString());
        assertEquals(3, service.at("/healthcheck/retries").asInt());
        assertEquals("40s", service.at("/healthcheck/start_period").asString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nexus-mcp, 0.25, 0.50, 256M, 512M", "ssh-tunnel, 0.10, 0.20, 64M, 128M", "nginx, 0.10, 0.20, 64M, 128M"
    })
    void getsItsShare(String name, String cpu, String mostCpu, String memory, String mostMemory) {
        var resources = service(name).at("/deploy/resources");
        assertEquals(cpu, resources.at("/reservations/cpus").asString());
        assertEquals(mostCpu, resources.at("/limits/cpus").asString());
        assertEquals(memory, resources.at("/reservations/memory").asString());
        assertEquals(mostMemory, resources.at("/limits/memory").asString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "nexus-mcp, NODE_ENV=development",
        "nexus-mcp, MCP_PORT=3000",
        "nexus-mcp, SSH_TUNNEL_HOST=",
        "nexus-mcp, SSH_TUNNEL_PORT=",
        "nexus-mcp, MONGO_URI=",
        "ssh-tunnel, SSH_HOST=",
        "ssh-tunnel, SSH_PORT=",
        "ssh-tunnel, SSH_USER=",
        "ssh-tunnel, LOCAL_PORT=27017",
        "ssh-tunnel, REMOTE_HOST=${MONGO_HOST",
        "ssh-tunnel, REMOTE_PORT=${MONGO_PORT"
    })
    void passesTheVariableOn(String service, String beginning) {
        assertTrue(
                service(service).path("environment").values().stream()
                        .anyMatch(line -> line.asString().startsWith(beginning)),
                beginning);
    }

    /// As far as the build may see it, and without jars: compose makes them anew.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nexus-mcp", "ssh-tunnel", "nginx", "bastion", "database"})
    void watchesWhatTheImageIsMadeOf(String name) throws IOException {
        var build = service(name).path("build");
        var context = FOLDER.resolve(build.path("context").asString()).normalize();
        var file = context.resolve(build.path("dockerfile").asString("Dockerfile"));
        var watched = service(name).at("/develop/watch").values().stream()
                .map(each -> FOLDER.resolve(each.path("path").asString()).normalize())
                .toList();
        assertTrue(watched.stream().allMatch(Files::exists), watched::toString);
        var made = Stream.concat(
                Stream.of(file), copied(file, build.path("target").asString("")).flatMap(each -> seen(context, each)));

        assertEquals(
                List.of(),
                made.filter(each -> watched.stream().noneMatch(each::startsWith))
                        .toList());
    }

    /// What a Dockerfile takes from its context; what is for the demo alone, for the demo alone.
    private static Stream<String> copied(Path dockerfile, String target) throws IOException {
        return Files.readString(dockerfile)
                .lines()
                .filter(line -> line.startsWith("COPY ") && !line.startsWith("COPY --from"))
                .map(line -> List.of(line.substring("COPY ".length()).split(" ")))
                .filter(words -> target.equals("demo") || !words.getLast().startsWith("/trees/demo/"))
                .flatMap(words -> words.subList(0, words.size() - 1).stream());
    }

    /// The part of it that `.dockerignore` lets in.
    private static Stream<Path> seen(Path context, String source) {
        var ignore = context.resolve(".dockerignore");
        if (!Files.exists(ignore)) return Stream.of(context.resolve(source));
        try (var lines = Files.lines(ignore)) {
            var letIn = lines.filter(line -> line.startsWith("!") && !line.contains("/target/"))
                    .map(line -> context.resolve(line.substring(1)))
                    .toList();
            var whole = context.resolve(source);
            return letIn.stream().anyMatch(whole::startsWith)
                    ? Stream.of(whole)
                    : letIn.stream().filter(each -> each.startsWith(whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theExampleHasEveryVariableAndNoOther() throws IOException {
        var used = new HashSet<String>();
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) used.add(matcher.group(1));
        var named = new HashSet<String>();
        Files.readString(FOLDER.resolve(".env.example"))
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .forEach(line -> named.add(line.substring(0, line.indexOf('='))));
        assertEquals(used, named);
    }

    @Test
    void theTagIsTheVersionOfTheProject() throws IOException {
        var pom = Files.readString(Path.of("..", "pom.xml"));
        var version = pom.replaceFirst("(?s).*?<version>([^<]*)</version>.*", "$1");
        var tags = new HashSet<String>();
        var matcher = Pattern.compile("NEXUS_TAG:-([^}]*)}").matcher(text);
        while (matcher.find()) tags.add(matcher.group(1));
        assertEquals(Set.of(version), tags);
    }
}

package nexus.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import nexus.testing.Eventually;
import nexus.testing.Http;
import nexus.testing.Mcp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docker compose --profile demo up`, on names and ports of its own: client → nginx → server → tunnel → bastion →
/// database.
@Tag("docker")
class ComposeIT {
    private static final Path FILE = Path.of("..", "ops", "compose", "docker-compose.yml");
    private static final Path OVER = Path.of("src", "test", "resources", "compose", "test.yml");
    private static final String FIND = Mcp.legacy(
            "tools/call",
            "\"name\":\"find\",\"arguments\":{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}");

    private final String project = "nexus-test-" + UUID.randomUUID();

    @BeforeAll
    static void assumeBuilt() {
        Images.assumeBuilt();
    }

    @AfterEach
    void stop() {
        compose("down", "--volumes", "--timeout", "1");
    }

    private String compose(String... arguments) {
        // Nothing of the developer's own .env.
        var command = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--env-file",
                "/dev/null",
                "--project-name",
                project,
                "--profile",
                "demo",
                "--file"));
        command.addAll(List.of(FILE.toString(), "--file", OVER.toString()));
        command.addAll(List.of(arguments));
        return Images.run(command, Map.of("NEXUS_TAG", Images.tag().orElseThrow()));
    }

    @Test
    void theWholePathWorksAndABastionThatCameBackIsFoundAgain() {
        compose("up", "--detach", "--no-build");
        var url = "http://" + compose("port", "nginx", "8080").strip() + "/mcp";
        var token = token();
        assertEquals(401, Http.post(url, FIND).statusCode());
        Eventually.holds("a find through it", () -> finds(url, token));
        compose("kill", "bastion");
        Eventually.holds("a find is refused in words", () -> isRefused(url, token));
        compose("start", "bastion");
        Eventually.holds("a find after the bastion came back", () -> finds(url, token));
    }

    private String token() {
        var log = compose("logs", "demo-keys");
        var found = Pattern.compile("nexus_[A-Za-z0-9_-]+").matcher(log);
        assertTrue(found.find(), log);
        return found.group();
    }

    private static boolean finds(String url, String token) {
        var answer = Http.post(url, FIND, "Authorization", "Bearer " + token);
        return answer.statusCode() == 200 && answer.body().contains("orderedAt");
    }

    private static boolean isRefused(String url, String token) {
        var answer = Http.post(url, FIND, "Authorization", "Bearer " + token);
        return !answer.body().contains("orderedAt") && answer.body().contains("\"jsonrpc\":\"2.0\"");
    }
}

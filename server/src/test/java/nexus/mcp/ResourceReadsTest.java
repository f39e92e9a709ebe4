package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resource.Result;
import nexus.mcp.catalog.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What reading a resource comes to.
class ResourceReadsTest {
    private static final String METHOD = "resources/read";
    private static final Label LABEL = new Label("one", "One", "One.", "text/plain");

    private final McpServer server = new Replicas(new Catalog(
                    List.of(),
                    new Resources(
                            List.of(
                                    Resource.of("test://{kind}/{name}", LABEL, ResourceReadsTest::read),
                                    Resource.of("test://all", LABEL, (_, _) -> Result.text("all".getBytes(UTF_8)))),
                            _ -> List.of(),
                            () -> false),
                    List.of(),
                    Changes.none(),
                    false))
            .start(Replicas.A);

    private static Result read(Map<String, String> variables, Call call) {
        return switch (variables.getOrDefault("kind", "")) {
            case "text" ->
                Result.text((variables.get("name") + " for " + call.caller().name()).getBytes(UTF_8));
            case "blob" -> new Result.Blob("AAEC");
            case "failed" -> new Result.Failed("try again");
            case "broken" -> throw new IllegalStateException("a bug");
            default -> new Result.Missing();
        };
    }

    private Told read(String uri) {
        return Agent.ANNA.send(server, METHOD, uri, "\"uri\":\"" + uri + "\"", Channel.NONE);
    }

    private Told readAsGuest(String uri) {
        return Guest.greet(server).send(server, METHOD, "\"uri\":\"" + uri + "\"");
    }

    @Test
    void isTextOfItsVariables() {
        var result = read("test://text/a%2Fb").isDone().result();
        assertEquals(
                "[{\"uri\":\"test://text/a%2Fb\",\"mimeType\":\"text/plain\",\"text\":\"a/b for anna\"}]",
                result.path("contents").toString());
        assertEquals(0, result.path("ttlMs").asInt(-1));
        assertEquals("private", result.path("cacheScope").asString());
    }

    @Test
    void isBytes() {
        assertEquals(
                "AAEC",
                read("test://blob/x").isDone().result().at("/contents/0/blob").asString());
    }

    @Test
    void isTheOneWithoutVariables() {
        assertEquals(
                "all",
                read("test://all").isDone().result().at("/contents/0/text").asString());
    }

    @Test
    void saysNothingOfCachesToClientsOfTheHandshake() {
        var result = readAsGuest("test://text/x").isDone().result();
        assertEquals("x for anna", result.at("/contents/0/text").asString());
        assertFalse(result.has("ttlMs") || result.has("resultType"), result::toString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"test://missing/x", "test://text", "nope://text/x", "test://text/%zz"})
    void isAnErrorOfItsRevisionWhereThereIsNone(String uri) {
        var modern = read(uri);
        var legacy = readAsGuest(uri);
        modern.hasFailed(Fault.INVALID_PARAMS);
        legacy.hasFailed(Fault.RESOURCE_NOT_FOUND);
        assertEquals(uri, modern.message().at("/error/data/uri").asString());
        assertEquals(uri, legacy.message().at("/error/data/uri").asString());
    }

    @Test
    void isAnErrorWhereItFails() {
        for (var told : List.of(read("test://failed/x"), readAsGuest("test://failed/x"))) {
            told.hasFailed(Fault.INTERNAL_ERROR);
            assertEquals("try again", told.message().at("/error/message").asString());
        }
        read("test://broken/x").hasFailed(Fault.INTERNAL_ERROR);
    }

    @Test
    void isAnErrorWithoutAUri() {
        Agent.ANNA.send(server, METHOD, "").hasFailed(Fault.INVALID_PARAMS);
        Guest.greet(server).send(server, METHOD, "\"uri\":1").hasFailed(Fault.INVALID_PARAMS);
    }
}

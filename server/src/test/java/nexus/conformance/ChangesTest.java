package nexus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nexus.NexusPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What reaches those who listen for changes, and that it fits the schema.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChangesTest {
    private static final String SUBSCRIPTION = "/params/_meta/io.modelcontextprotocol~1subscriptionId";
    private static final String ALL = "{\"toolsListChanged\":true,\"promptsListChanged\":true,"
            + "\"resourcesListChanged\":true,\"resourceSubscriptions\":[\"test://watched-resource\"]}";

    private static NexusPeer nexus;

    @BeforeAll
    static void start() throws InterruptedException {
        nexus = NexusPeer.start(Map.of(), _ -> Fixtures.catalog());
    }

    @AfterAll
    static void stop() {
        if (nexus != null) nexus.close();
    }

    private static CheckedClient client(String revision) {
        return CheckedClient.open(nexus.url(), revision, CheckedClient.ALL_CAPABILITIES);
    }

    private static void trigger(CheckedClient client, String tool) {
        assertEquals(0, client.ask("tools/call", "{\"name\":\"" + tool + "\"}").code());
    }

    private static String method(JsonNode message) {
        return message.path("method").asString("");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "test_trigger_tool_change,notifications/tools/list_changed",
        "test_trigger_prompt_change,notifications/prompts/list_changed",
        "test_trigger_resource_list_change,notifications/resources/list_changed",
        "test_trigger_resource_change,notifications/resources/updated"
    })
    void reachesAListenerUnderTheNameOfItsSubscription(String tool, String notification) {
        var client = client(CheckedClient.MODERN);
        try (var listening = client.listen(ALL)) {
            var acknowledged = listening.next();
            assertEquals("notifications/subscriptions/acknowledged", method(acknowledged));
            trigger(client, tool);
            var change = listening.next();
            assertEquals(notification, method(change));
            assertTrue(change.at(SUBSCRIPTION).isInt(), change.toString());
            assertEquals(acknowledged.at(SUBSCRIPTION), change.at(SUBSCRIPTION));
        }
        assertEquals(List.of(), client.problems());
    }

    @Test
    void honoursTheFilter() {
        var client = client(CheckedClient.MODERN);
        try (var listening = client.listen("{\"promptsListChanged\":true}")) {
            assertEquals(
                    "{\"promptsListChanged\":true}",
                    listening.next().at("/params/notifications").toString());
            trigger(client, "test_trigger_tool_change");
            trigger(client, "test_trigger_resource_change");
            trigger(client, "test_trigger_prompt_change");
            assertEquals("notifications/prompts/list_changed", method(listening.next()));
        }
        assertEquals(List.of(), client.problems());
    }

    @Test
    void endsWithAResultWhenTheServerStops() throws InterruptedException {
        var stopping = NexusPeer.start(Map.of(), _ -> Fixtures.catalog());
        var client = CheckedClient.open(stopping.url(), CheckedClient.MODERN, "{}");
        try (var listening = client.listen("{\"toolsListChanged\":true}")) {
            var acknowledged = listening.next();
            stopping.close();
            var end = listening.next();
            assertEquals("complete", end.at("/result/resultType").asString(""), end.toString());
            assertEquals(
                    acknowledged.at(SUBSCRIPTION), end.at("/result/_meta/io.modelcontextprotocol~1subscriptionId"));
        }
        assertEquals(List.of(), client.problems());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2025-11-25", "2025-06-18", "2025-03-26"})
    void reachesTheStreamOfAnOlderClientThatSubscribed(String revision) {
        var client = client(revision);
        try (var listening = client.listen("")) {
            assertTrue(listening.isOpen(), "GET answered " + listening.status());
            assertEquals(
                    0,
                    client.ask("resources/subscribe", "{\"uri\":\"test://watched-resource\"}")
                            .code());
            trigger(client, "test_trigger_resource_change");
            assertEquals("notifications/resources/updated", method(listening.next()));
            trigger(client, "test_trigger_tool_change");
            assertEquals("notifications/tools/list_changed", method(listening.next()));
        }
        assertEquals(List.of(), client.problems());
    }
}

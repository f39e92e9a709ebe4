package nexus.backup.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import nexus.backup.http.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static Found json(String body) {
        return Reading.of(new Exchange.Answer(200, "application/json", body));
    }

    @Test
    void takesTheCountFromWhereverTheServerPutsIt() {
        var text = "\"content\":[{\"type\":\"text\",\"text\":\"{\\\"count\\\":7}\"}]";
        var structured =
                "\"content\":[{\"type\":\"text\",\"text\":\"7 documents\"}],\"structuredContent\":{\"count\":7}";
        for (var result : new String[] {text, structured})
            assertEquals(new Found.Documents(7), json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{" + result + "}}"));
        var stream = ": alive\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"
                + "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{" + text + "}}\n\n";
        assertEquals(
                new Found.Documents(7),
                Reading.of(new Exchange.Answer(200, "text/event-stream; charset=utf-8", stream)));
    }

    @Test
    void asksAgainOnlyWhereThatMayHelp() {
        var failed = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true,"
                + "\"content\":[{\"type\":\"text\",\"text\":\"no server could be reached\"}]}}";
        assertEquals(new Found.Nothing("the server says no server could be reached"), json(failed));
        assertInstanceOf(Found.Nothing.class, Reading.of(new Exchange.Answer(503, "", "")));
        for (int status : new int[] {401, 403, 404})
            assertInstanceOf(Found.Refused.class, Reading.of(new Exchange.Answer(status, "", "")));
        assertInstanceOf(
                Found.Refused.class,
                json("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no such tool\"}}"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"result\":{}}",
                "{\"result\":7}",
                "{\"error\":7}",
                "{\"result\":{\"content\":[7]}}",
                "{\"result\":{\"structuredContent\":{\"count\":\"many\"}}}"
            })
    void refusesWhatIsNoAnswerOfMcp(String body) {
        assertInstanceOf(Found.Refused.class, json(body));
    }
}

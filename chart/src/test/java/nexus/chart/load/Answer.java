package nexus.chart.load;

import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// What came back for one request.
///
/// @param body JSON, or the events of a stream
public record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new JsonMapper();
    private static final int SHOWN = 300;
    private static final String DATA = "data:";

    /// Why a client would count this call as failed; nothing if it has its result.
    public Optional<String> complaint() {
        if (status != 200) return Optional.of("status " + status + ": " + beginning());
        try {
            var message = message();
            if (!message.has("result")) return Optional.of("no result: " + beginning());
            if (message.at("/result/isError").asBoolean(false)) return Optional.of("the tool failed: " + beginning());
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of("not JSON: " + beginning());
        }
    }

    /// The JSON-RPC message: the body, or the last event of a stream.
    public JsonNode message() {
        if (!headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream")) return JSON.readTree(body);
        var data = body.lines().filter(line -> line.startsWith(DATA)).toList();
        return JSON.readTree(data.isEmpty() ? "" : data.getLast().substring(DATA.length()));
    }

    /// The text of a tool's result.
    public String text() {
        return message().at("/result/content/0/text").asString();
    }

    /// The version that the answering track says it is.
    public String version() {
        return headers.firstValue("x-version").orElse("none");
    }

    private String beginning() {
        var text = body.strip();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

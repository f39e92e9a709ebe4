package nexus.conformance;

import static nexus.conformance.Fixture.asks;
import static nexus.conformance.Fixture.says;
import static nexus.conformance.Fixture.tool;

import java.util.List;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawObject;

/// Tools that ask one question and say what was answered.
final class QuestionTools {
    private static final String KEY = "answer";

    private QuestionTools() {}

    static List<Tool> all() {
        var prompt = Argument.text("prompt", "For the client's model.");
        var message = Argument.text("message", "For the person.");
        return List.of(
                tool(
                        "test_sampling",
                        "Asks the client's model.",
                        List.of(prompt),
                        (arguments, call) ->
                                echo(call, "LLM response: ", sampling(KEY, arguments.text("prompt"), 100))),
                tool(
                        "test_elicitation",
                        "Asks the person.",
                        List.of(message),
                        (arguments, call) -> echo(
                                call, "User response: ", Question.form(KEY, arguments.text("message"), Forms.PERSON))),
                form("test_elicitation_sep1034_defaults", "Asks with defaults.", Forms.DEFAULTS),
                form("test_elicitation_sep1330_enums", "Asks for choices.", Forms.CHOICES),
                tool(
                        "test_missing_capability",
                        "Needs the client's model.",
                        (_, call) -> echo(call, "LLM response: ", sampling(KEY, "Say something.", 10))));
    }

    private static Tool form(String name, String description, String schema) {
        return tool(
                name,
                description,
                (_, call) ->
                        echo(call, "Elicitation completed: ", Question.form(KEY, "Please fill in the form", schema)));
    }

    private static ToolResult echo(Call call, String opening, Question question) {
        return call.answer(question.key())
                .map(answer -> says(opening + fields(answer)))
                .orElseGet(() -> asks("", question));
    }

    private static String fields(RawObject answer) {
        return answer.fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue().json())
                .collect(Collectors.joining(", "));
    }

    /// Asks the client's model for an answer to one sentence.
    static Question sampling(String key, String text, int maxTokens) {
        return Question.sampling(
                key,
                "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":" + JsonText.quoted(text)
                        + "}}],\"maxTokens\":" + maxTokens + "}");
    }
}

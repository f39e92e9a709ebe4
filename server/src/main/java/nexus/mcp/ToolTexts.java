package nexus.mcp;

import java.util.stream.Collectors;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.json.JsonPieces;
import nexus.mcp.json.JsonText;

/// Shapes what a tool came to for the client's revision.
final class ToolTexts {
    private final ResultForm form;
    private final FixedAnswers fixed;

    ToolTexts(ResultForm form, FixedAnswers fixed) {
        this.form = form;
        this.fixed = fixed;
    }

    Answered answer(Exchange exchange, Tool tool, ToolResult result) {
        var revision = exchange.revision();
        var reply = Reply.result(exchange.id(), body(result, revision).raw(fixed.closing(revision)));
        return new Answered(reply, tool.name(), result instanceof ToolResult.Refused ? "tool-error" : "ok");
    }

    /// A result that is an error for the model to act on.
    Answered refused(Exchange exchange, Tool tool, String reason) {
        return answer(exchange, tool, new ToolResult.Refused(reason));
    }

    private JsonPieces body(ToolResult result, Revision revision) {
        return switch (result) {
            case ToolResult.Refused(var reason) -> text(quoted(reason)).raw("}],\"isError\":true");
            case ToolResult.Done done -> body(done.summary(), done.json().pieces(), revision);
            case ToolResult.Shown(var content) ->
                new JsonPieces()
                        .raw(content.stream()
                                .map(Content::json)
                                .collect(Collectors.joining(",", "{\"content\":[", "]")));
            case ToolResult.Ask _, ToolResult.Confirm _ -> throw new IllegalArgumentException("this is no end");
        };
    }

    private JsonPieces body(String summary, JsonPieces json, Revision revision) {
        var shape = revision.hasStructuredContent() ? form : ResultForm.TEXT;
        return switch (shape) {
            case STRUCTURED -> structured(text(quoted(summary)), json);
            case TEXT -> text(new JsonPieces().stringOf(json)).raw("}]");
            case BOTH -> structured(text(new JsonPieces().stringOf(json)), json);
        };
    }

    private static JsonPieces structured(JsonPieces text, JsonPieces json) {
        return text.raw("}],\"structuredContent\":").raw(json);
    }

    private static JsonPieces quoted(String text) {
        return new JsonPieces()
                .raw(new JsonText(text.length() + 16).string(text).bytes());
    }

    /// Begins a result, with the text of its one block.
    private static JsonPieces text(JsonPieces quoted) {
        return new JsonPieces()
                .raw("{\"content\":[{\"type\":\"text\",\"text\":")
                .raw(quoted);
    }
}

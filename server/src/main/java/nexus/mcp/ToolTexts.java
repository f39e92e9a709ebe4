package nexus.mcp;

import java.util.stream.Collectors;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
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
        var reply = Reply.result(exchange.id(), body(result, revision), fixed.closing(revision));
        return new Answered(reply, tool.name(), result instanceof ToolResult.Refused ? "tool-error" : "ok");
    }

    /// A result that is an error for the model to act on.
    Answered refused(Exchange exchange, Tool tool, String reason) {
        return answer(exchange, tool, new ToolResult.Refused(reason));
    }

    private byte[] body(ToolResult result, Revision revision) {
        return switch (result) {
            case ToolResult.Refused(var reason) ->
                text(reason.length()).string(reason).raw("}],\"isError\":true").bytes();
            case ToolResult.Done(var summary, var json) -> body(summary, json.bytes(), revision);
            case ToolResult.Shown(var content) ->
                new JsonText(1024)
                        .raw(content.stream()
                                .map(Content::json)
                                .collect(Collectors.joining(",", "{\"content\":[", "]")))
                        .bytes();
            case ToolResult.Ask _, ToolResult.Confirm _ -> throw new IllegalArgumentException("this is no end");
        };
    }

    private byte[] body(String summary, byte[] json, Revision revision) {
        var shape = revision.hasStructuredContent() ? form : ResultForm.TEXT;
        return switch (shape) {
            case STRUCTURED -> structured(text(json.length).string(summary), json);
            case TEXT -> text(2 * json.length).stringOf(json).raw("}]").bytes();
            case BOTH -> structured(text(3 * json.length).stringOf(json), json);
        };
    }

    private static byte[] structured(JsonText text, byte[] json) {
        return text.raw("}],\"structuredContent\":").raw(json).bytes();
    }

    /// Begins a result, up to the text of its one block.
    private static JsonText text(int expected) {
        return new JsonText(expected + 128).raw("{\"content\":[{\"type\":\"text\",\"text\":");
    }
}

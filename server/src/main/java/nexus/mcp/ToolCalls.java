package nexus.mcp;

/// `tools/call`: finds the tool, checks the arguments, runs it, and shapes its result for the client's revision.
final class ToolCalls {
    private final Catalog catalog;
    private final ResultForm form;
    private final FixedAnswers fixed;

    ToolCalls(Catalog catalog, ResultForm form, FixedAnswers fixed) {
        this.catalog = catalog;
        this.form = form;
        this.fixed = fixed;
    }

    Answered call(Message.Request request, Revision revision, Caller caller) throws BadJson {
        var name = request.params().text("name");
        if (name.isEmpty()) return failed(request, "name is needed: the name of a tool");
        var tool = catalog.find(name.get());
        if (tool.isEmpty()) {
            return failed(
                    request,
                    "there is no tool \"" + Fault.shorten(name.get()) + "\"; there are "
                            + String.join(", ", catalog.names()));
        }
        var arguments = request.params().field("arguments");
        if (arguments.filter(value -> value.kind() != RawJson.Kind.OBJECT).isPresent()) {
            return failed(request, "arguments must be an object");
        }
        var fields = arguments.isPresent() ? arguments.get().object() : Message.NO_FIELDS;
        return run(tool.get(), fields, caller, request.id(), revision);
    }

    private static Answered failed(Message.Request request, String reason) {
        return Answered.failed(request, Fault.invalidParams(reason));
    }

    private Answered run(Tool tool, RawObject fields, Caller caller, RawJson id, Revision revision) {
        var result = switch (Arguments.check(fields, tool.arguments())) {
            case Arguments.Checked.Bad(var reason) -> new ToolResult.Refused(reason);
            case Arguments.Checked.Good(var arguments) -> tool.action().call(arguments, caller);
        };
        var reply = Reply.result(id, body(result, revision), fixed.closing(revision));
        return new Answered(reply, tool.name(), result instanceof ToolResult.Done ? "ok" : "tool-error");
    }

    private byte[] body(ToolResult result, Revision revision) {
        return switch (result) {
            case ToolResult.Refused(var reason) ->
                text(reason.length()).string(reason).raw("}],\"isError\":true").bytes();
            case ToolResult.Done(var summary, var json) -> body(summary, json.bytes(), revision);
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

package nexus.mcp;

import java.util.Optional;
import nexus.mcp.catalog.Tool;

/// A reply with what the [Observer] is told of it.
///
/// @param tool    the tool that was called, or empty
/// @param outcome `ok`, `tool-error`, `forbidden`, `declined` by the user, `cancelled`, or the error code
record Answered(Reply reply, String tool, String outcome) {
    static Answered ok(Reply reply) {
        return new Answered(reply, "", "ok");
    }

    /// An error of a call that was understood.
    static Answered failed(Message.Request request, Fault fault) {
        return new Answered(Reply.failed(request.id(), fault), "", Integer.toString(fault.code()));
    }

    /// A call of a tool that its caller may not use.
    static Answered forbidden(Message.Request request, Tool tool) {
        return new Answered(Reply.forbidden(request.id(), tool.right()), tool.name(), "forbidden");
    }

    /// An error of a request that is not tried.
    static Answered refused(Message.Request request, Fault fault) {
        return new Answered(Reply.refused(Optional.of(request.id()), fault), "", Integer.toString(fault.code()));
    }

    /// The same, because a person said no.
    Answered declined() {
        return new Answered(reply, tool, "declined");
    }
}

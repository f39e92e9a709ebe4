package nexus.mcp;

import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Trace;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// A request as an [Observer] sees it, before anything of it was checked.
///
/// @param method as the client wrote it
/// @param id     of the client's choice
/// @param params as they were sent
/// @param meta   the `_meta` among them
public record Asked(String method, RawJson id, RawObject params, RawObject meta, Caller caller) {
    static Asked of(Message.Request request, Caller caller) {
        return new Asked(request.method(), request.id(), request.params(), request.meta(), caller);
    }

    /// The trace that it belongs to.
    public Trace trace() {
        return meta.text("traceparent").map(Trace::of).orElse(Trace.NONE);
    }
}

package nexus.mcp;

import nexus.mcp.catalog.Changes;
import nexus.mcp.json.JsonText;

/// The notifications that tell of changes.
///
/// @param meta the `_meta` of each, as `"_meta":{…}`; empty for the handshake revisions, which have none
record Notices(String meta) {
    static final Notices LEGACY = new Notices("");

    /// Notices of a listen stream, which name its request.
    static Notices of(Message.Request listen) {
        return new Notices("\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"
                + listen.id().json() + "}");
    }

    String changed(Changes.Change change) {
        return notification(change.method(), "");
    }

    String updated(String uri) {
        return notification("notifications/resources/updated", "\"uri\":" + JsonText.quoted(uri));
    }

    /// @param honoured what of the wishes will be met, as a JSON object
    String acknowledged(String honoured) {
        return notification("notifications/subscriptions/acknowledged", "\"notifications\":" + honoured);
    }

    private String notification(String method, String fields) {
        var params = fields + (fields.isEmpty() || meta.isEmpty() ? "" : ",") + meta;
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\""
                + (params.isEmpty() ? "" : ",\"params\":{" + params + "}") + "}";
    }
}

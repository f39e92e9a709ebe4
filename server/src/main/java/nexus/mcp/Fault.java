package nexus.mcp;

import java.util.Locale;
import java.util.Optional;
import nexus.mcp.catalog.Right;
import nexus.mcp.json.JsonText;

/// A JSON-RPC error: what was wrong, in words for the person who reads the client's log.
///
/// @param code    from JSON-RPC 2.0, or MCP 2026-07-28 "basic/index, error codes"
/// @param message what was wrong and what to do
/// @param data    further JSON, where the code asks for it
record Fault(int code, String message, Optional<String> data) {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    /// Of the handshake revisions only.
    static final int RESOURCE_NOT_FOUND = -32002;
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private static Fault of(int code, String message) {
        return new Fault(code, message, Optional.empty());
    }

    static Fault notJson(String message) {
        return of(PARSE_ERROR, message);
    }

    static Fault invalidRequest(String message) {
        return of(INVALID_REQUEST, message);
    }

    static Fault methodNotFound(String method) {
        return of(METHOD_NOT_FOUND, "there is no method \"" + JsonText.shorten(method) + "\" here");
    }

    static Fault invalidParams(String message) {
        return of(INVALID_PARAMS, message);
    }

    static Fault internal() {
        return of(INTERNAL_ERROR, "the server failed at this call; its log says why");
    }

    static Fault headerMismatch(String message) {
        return of(HEADER_MISMATCH, message);
    }

    /// @param capabilities what is missing, as a `ClientCapabilities` object
    static Fault missingCapability(String capabilities) {
        return new Fault(
                MISSING_CAPABILITY,
                "this call needs a client that declares more capabilities",
                Optional.of("{\"requiredCapabilities\":" + capabilities + "}"));
    }

    /// There is no such resource; the code depends on the revision.
    static Fault noResource(String uri, Revision revision) {
        var data = "{\"uri\":" + JsonText.quoted(JsonText.shorten(uri)) + "}";
        var code = revision == Revision.V2026_07_28 ? INVALID_PARAMS : RESOURCE_NOT_FOUND;
        return new Fault(code, "there is no resource with this URI; see resources/list", Optional.of(data));
    }

    /// @param needed the right that the call needs and its caller has not
    static Fault forbidden(Right needed) {
        var word = needed.name().toLowerCase(Locale.ROOT);
        return of(
                INVALID_REQUEST,
                "this call needs the right \"" + word
                        + "\", which the token or certificate of its caller, or the grants to it, do not give");
    }

    static Fault failed(String reason) {
        return of(INTERNAL_ERROR, reason);
    }

    static Fault unsupportedVersion(String requested) {
        var data = "{\"supported\":" + Revision.ALL_AS_JSON + ",\"requested\":"
                + JsonText.quoted(JsonText.shorten(requested)) + "}";
        return new Fault(UNSUPPORTED_PROTOCOL_VERSION, "this protocol version is not served", Optional.of(data));
    }
}

package nexus.mcp;

import java.util.Optional;

/// A JSON-RPC error: what was wrong, in words for the person who reads the client's log.
///
/// @param code    from JSON-RPC 2.0, or MCP 2026-07-28 "basic/index, error codes"
/// @param message what was wrong and what to do
/// @param data    further JSON, where the code asks for it
record Fault(int code, String message, Optional<String> data) {
    private static final int MOST_SHOWN = 100;

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    static final int HEADER_MISMATCH = -32020;
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
        return of(METHOD_NOT_FOUND, "there is no method \"" + shorten(method) + "\" here");
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

    static Fault unsupportedVersion(String requested) {
        var data = "{\"supported\":" + Revision.ALL_AS_JSON + ",\"requested\":" + JsonText.quoted(shorten(requested))
                + "}";
        return new Fault(UNSUPPORTED_PROTOCOL_VERSION, "this protocol version is not served", Optional.of(data));
    }

    /// Keeps what a client sent from filling the answer.
    static String shorten(String text) {
        if (text.length() <= MOST_SHOWN) return text;
        var end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "…";
    }
}

package nexus.mcp.catalog;

import nexus.mcp.json.JsonText;

/// Something that only the client, or the person behind it, can answer.
///
/// @param key    names the answer; unique within one round
/// @param kind   what is asked for
/// @param params the `params` of the request, a JSON object
public record Question(String key, Kind kind, String params) {
    /// The kinds of questions of the protocol, MCP 2026-07-28 "client/elicitation", "client/sampling", "client/roots".
    public enum Kind {
        /// A person fills in a form.
        FORM("elicitation/create", "{\"elicitation\":{\"form\":{}}}"),
        /// A person visits a page.
        URL("elicitation/create", "{\"elicitation\":{\"url\":{}}}"),
        /// The client's model writes something. Deprecated since 2026-07-28.
        SAMPLING("sampling/createMessage", "{\"sampling\":{}}"),
        /// The client names its folders. Deprecated since 2026-07-28.
        ROOTS("roots/list", "{\"roots\":{}}");

        private final String method;
        private final String capability;

        Kind(String method, String capability) {
            this.method = method;
            this.capability = capability;
        }

        /// The method on the wire.
        public String method() {
            return method;
        }

        /// The capability that a client must declare for it, as the `ClientCapabilities` object of an error.
        public String capability() {
            return capability;
        }
    }

    /// Asks a person to fill in a form.
    ///
    /// @param schema a JSON Schema: a flat object of primitives
    public static Question form(String key, String message, String schema) {
        return new Question(
                key, Kind.FORM, "{\"message\":" + JsonText.quoted(message) + ",\"requestedSchema\":" + schema + "}");
    }

    /// Asks the client's model.
    ///
    /// @param params `messages`, `maxTokens` and so on, a JSON object
    public static Question sampling(String key, String params) {
        return new Question(key, Kind.SAMPLING, params);
    }

    /// Asks for the client's folders.
    public static Question roots(String key) {
        return new Question(key, Kind.ROOTS, "{}");
    }
}

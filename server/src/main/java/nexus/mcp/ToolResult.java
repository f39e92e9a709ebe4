package nexus.mcp;

/// What a tool call came to.
public sealed interface ToolResult {
    /// It worked.
    ///
    /// @param summary one short sentence for the model
    /// @param json    the whole result, a JSON object in UTF-8
    record Done(String summary, Json json) implements ToolResult {}

    /// It did not; the model can read why and try otherwise.
    ///
    /// @param reason what was wrong and what to do
    record Refused(String reason) implements ToolResult {}

    /// JSON text in UTF-8, made elsewhere.
    final class Json {
        private final byte[] bytes;

        public Json(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /// A result that worked.
    static Done done(String summary, byte[] json) {
        return new Done(summary, new Json(json));
    }
}

package nexus.mcp.catalog;

import java.util.List;
import java.util.OptionalLong;
import nexus.mcp.json.JsonPieces;

/// What one round of a tool call came to.
public sealed interface ToolResult {
    /// It worked.
    ///
    /// @param summary one short sentence for the model
    /// @param json    the whole result, a JSON object in UTF-8
    /// @param count   documents returned or affected, or names listed, for those who keep books; nothing where that
    ///                means nothing
    record Done(String summary, Json json, OptionalLong count) implements ToolResult {
        /// The same, and that so many documents were returned or affected.
        public Done counting(long documents) {
            return new Done(summary, json, OptionalLong.of(documents));
        }
    }

    /// It worked, and what it has to show is not JSON.
    record Shown(List<Content> content) implements ToolResult {
        public Shown {
            content = List.copyOf(content);
        }
    }

    /// It did not; the model can read why and try otherwise.
    ///
    /// @param reason what was wrong and what to do
    record Refused(String reason) implements ToolResult {}

    /// It can go on only with answers: the tool is called again with them.
    ///
    /// @param questions may be empty where the tool only wants to be called again
    /// @param state     handed back by [Call#state()]; the client cannot read or change it
    record Ask(List<Question> questions, String state) implements ToolResult {
        public Ask {
            questions = List.copyOf(questions);
        }
    }

    /// It would change something, and wants a person's consent to just that: the tool is called again with
    /// [Call#isConfirmed()]. Clients that cannot ask a person get a token for the argument [Argument#confirm()].
    ///
    /// @param preview what would happen, in one or two sentences
    /// @param state   handed back by [Call#state()] with the consent; the client cannot read or change it
    record Confirm(String preview, String state) implements ToolResult {
        public Confirm(String preview) {
            this(preview, "");
        }
    }

    /// JSON text in UTF-8, made elsewhere.
    final class Json {
        private final JsonPieces pieces;

        public Json(JsonPieces pieces) {
            this.pieces = pieces;
        }

        public Json(byte[] bytes) {
            this(new JsonPieces().raw(bytes));
        }

        /// The text in its pieces.
        public JsonPieces pieces() {
            return pieces;
        }

        /// The text in one array.
        public byte[] bytes() {
            return pieces.bytes();
        }
    }

    /// A result that worked.
    static Done done(String summary, byte[] json) {
        return new Done(summary, new Json(json), OptionalLong.empty());
    }

    /// The same, in pieces.
    static Done done(String summary, JsonPieces json) {
        return new Done(summary, new Json(json), OptionalLong.empty());
    }
}

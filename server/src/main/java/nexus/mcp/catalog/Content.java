package nexus.mcp.catalog;

import java.util.Base64;
import nexus.mcp.json.JsonText;

/// One block of what a tool or a prompt says.
public sealed interface Content {
    /// Plain text.
    record Text(String text) implements Content {}

    /// A picture.
    ///
    /// @param base64 its bytes
    record Image(String base64, String mimeType) implements Content {}

    /// A sound.
    ///
    /// @param base64 its bytes
    record Audio(String base64, String mimeType) implements Content {}

    /// A resource with its text.
    record Embedded(String uri, String mimeType, String text) implements Content {}

    /// Text as a block.
    static Content text(String text) {
        return new Text(text);
    }

    /// A picture as a block.
    static Content image(byte[] bytes, String mimeType) {
        return new Image(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    /// A sound as a block.
    static Content audio(byte[] bytes, String mimeType) {
        return new Audio(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    /// The JSON of the block, MCP 2026-07-28 "server/tools, content".
    default String json() {
        return switch (this) {
            case Text(var text) -> "{\"type\":\"text\",\"text\":" + JsonText.quoted(text) + "}";
            case Image(var base64, var mimeType) -> media("image", base64, mimeType);
            case Audio(var base64, var mimeType) -> media("audio", base64, mimeType);
            case Embedded(var uri, var mimeType, var text) ->
                "{\"type\":\"resource\",\"resource\":{\"uri\":" + JsonText.quoted(uri) + ",\"mimeType\":"
                        + JsonText.quoted(mimeType) + ",\"text\":" + JsonText.quoted(text) + "}}";
        };
    }

    private static String media(String type, String base64, String mimeType) {
        return "{\"type\":\"" + type + "\",\"data\":\"" + base64 + "\",\"mimeType\":" + JsonText.quoted(mimeType) + "}";
    }
}

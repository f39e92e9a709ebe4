package nexus.backup.mcp;

import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// A call of the tool `count`, in MCP 2026-07-28.
///
/// @param connection the server's name for the database; nothing for the one it takes by itself
record Question(Optional<String> connection, String database, String collection) {
    private static final String REVISION = "2026-07-28";
    private static final String METHOD = "tools/call";
    private static final String TOOL = "count";

    String body() {
        var arguments =
                new BsonDocument("database", new BsonString(database)).append("collection", new BsonString(collection));
        connection.ifPresent(name -> arguments.append("connectionId", new BsonString(name)));
        var about = new BsonDocument("io.modelcontextprotocol/protocolVersion", new BsonString(REVISION))
                .append("io.modelcontextprotocol/clientCapabilities", new BsonDocument());
        return new BsonDocument("jsonrpc", new BsonString("2.0"))
                .append("id", new BsonInt32(1))
                .append("method", new BsonString(METHOD))
                .append(
                        "params",
                        new BsonDocument("name", new BsonString(TOOL))
                                .append("arguments", arguments)
                                .append("_meta", about))
                .toJson();
    }

    /// Those that mirror the body.
    Map<String, String> headers() {
        return Map.of(
                "Content-Type", "application/json",
                "Accept", "application/json, text/event-stream",
                "MCP-Protocol-Version", REVISION,
                "Mcp-Method", METHOD,
                "Mcp-Name", TOOL);
    }
}

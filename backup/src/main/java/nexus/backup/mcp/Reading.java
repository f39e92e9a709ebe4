package nexus.backup.mcp;

import java.util.stream.Collectors;
import nexus.backup.http.Exchange;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/// Reads what an MCP server answers.
final class Reading {
    private static final int MOST_SAID = 300;

    private Reading() {}

    static Found of(Exchange.Answer answer) {
        if (answer.status() == 401 || answer.status() == 403 || answer.status() == 404)
            return new Found.Refused("the server answers " + answer.status());
        if (!answer.isWell()) return new Found.Nothing("the server answers " + answer.status());
        try {
            return message(BsonDocument.parse(json(answer)));
        } catch (JsonParseException | BSONException e) {
            return new Found.Refused("the server's answer is not one of MCP");
        }
    }

    /// An answer that takes long comes as the last event of a stream.
    private static String json(Exchange.Answer answer) {
        if (!answer.type().startsWith("text/event-stream")) return answer.body();
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()))
                .reduce("", (_, last) -> last);
    }

    private static Found message(BsonDocument message) {
        if (message.containsKey("error"))
            return new Found.Refused("the server says "
                    + shown(message.getDocument("error")
                            .getString("message", new BsonString("error"))
                            .getValue()));
        var result = message.getDocument("result");
        var text = text(result);
        if (result.getBoolean("isError", BsonBoolean.FALSE).getValue())
            return new Found.Nothing("the server says " + shown(text));
        return count(
                result.containsKey("structuredContent")
                        ? result.getDocument("structuredContent")
                        : BsonDocument.parse(text));
    }

    private static Found count(BsonDocument content) {
        return new Found.Documents(content.getNumber("count").longValue());
    }

    private static String text(BsonDocument result) {
        return result.getArray("content", new BsonArray()).stream()
                .map(BsonValue::asDocument)
                .map(part -> part.getString("text", new BsonString("")).getValue())
                .collect(Collectors.joining(" "));
    }

    private static String shown(String text) {
        return Exchange.quoted(text, MOST_SAID);
    }
}

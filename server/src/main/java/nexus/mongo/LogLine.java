package nexus.mongo;

import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonParseException;

/// A line of a server's log as it is shown: structured since MongoDB 4.4, plain text before.
final class LogLine {
    private LogLine() {}

    static BsonDocument shown(String line) {
        try {
            return Secrecy.document(ordered(BsonDocument.parse(line)));
        } catch (JsonParseException | BSONException | IllegalArgumentException e) {
            return new BsonDocument("text", new BsonString(Secrecy.text(line)));
        }
    }

    private static BsonDocument ordered(BsonDocument line) {
        var shown = new BsonDocument();
        copy(line, "t", shown, "at");
        copy(line, "s", shown, "severity");
        copy(line, "c", shown, "component");
        copy(line, "ctx", shown, "context");
        copy(line, "msg", shown, "message");
        copy(line, "attr", shown, "attributes");
        return shown.isEmpty() ? line : shown;
    }

    private static void copy(BsonDocument from, String name, BsonDocument to, String shown) {
        if (from.containsKey(name)) to.append(shown, from.get(name));
    }
}

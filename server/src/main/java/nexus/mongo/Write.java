package nexus.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/// One command that changes documents, such as `insert`, or creates, renames or drops what holds them.
///
/// @param database where it is run
/// @param command  such as `{insert: "orders", documents: […]}`; its name is the first key
public record Write(String database, BsonDocument command) {
    private static final String DOCUMENTS = "documents";
    private static final BsonString NONE = new BsonString("");

    /// What the command is called.
    String name() {
        return command.isEmpty() ? "" : command.getFirstKey();
    }

    String collection() {
        return command.isString(name()) ? command.getString(name()).getValue() : "";
    }

    /// Whether it changes documents, and not what holds them.
    boolean isOfDocuments() {
        return switch (name()) {
            case "insert", "update", "delete", "findAndModify" -> true;
            default -> false;
        };
    }

    /// Such as `shop.orders`.
    String target() {
        if (name().equals("renameCollection")) return collection();
        return collection().isEmpty() ? database : database + "." + collection();
    }

    /// Whether it may change several documents one after the other.
    boolean isMany() {
        return switch (name()) {
            case "insert" -> documents().size() > 1;
            case "update" -> statements("updates", "multi", true);
            case "delete" -> statements("deletes", "limit", false);
            default -> false;
        };
    }

    private boolean statements(String key, String flag, boolean many) {
        var statements = array(key);
        return statements.size() > 1
                || statements.stream()
                        .filter(BsonValue::isDocument)
                        .anyMatch(statement -> isTrue(statement.asDocument().get(flag, NONE)) == many);
    }

    private static boolean isTrue(BsonValue value) {
        if (value.isNumber()) return value.asNumber().intValue() != 0;
        return value.isBoolean() && value.asBoolean().getValue();
    }

    private BsonArray array(String key) {
        var array = command.get(key);
        return array != null && array.isArray() ? array.asArray() : new BsonArray();
    }

    private BsonArray documents() {
        return array(DOCUMENTS);
    }

    /// The same, and every document to insert has an `_id`, so that it can be looked for afterwards.
    Write withIds() {
        if (!name().equals("insert") || documents().isEmpty()) return this;
        var documents = new BsonArray();
        documents().forEach(document -> documents.add(withId(document)));
        var copy = new BsonDocument();
        copy.putAll(command);
        return new Write(database, copy.append(DOCUMENTS, documents));
    }

    private static BsonValue withId(BsonValue document) {
        if (!document.isDocument() || document.asDocument().containsKey("_id")) return document;
        var copy = new BsonDocument("_id", new BsonObjectId());
        copy.putAll(document.asDocument());
        return copy;
    }

    /// The `_id`s of the documents to insert.
    List<BsonValue> ids() {
        return documents().stream()
                .filter(BsonValue::isDocument)
                .map(document -> document.asDocument().get("_id"))
                .toList();
    }
}

package nexus.backup.dump;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// What a [ScriptedServer] tells of one namespace.
///
/// @param documents   in the order in which they lie there
/// @param indexSpecs  as `listIndexes` tells them
/// @param keepsToMin  whether `find` heeds `min`
record ScriptedCollection(
        String database,
        String name,
        String type,
        BsonDocument options,
        String uuid,
        List<BsonDocument> indexSpecs,
        List<RawBsonDocument> documents,
        boolean keepsToMin) {
    static final BsonDocument ID_INDEX = BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}");

    private static final BsonDocument BY_ID = BsonDocument.parse("{_id: 1}");
    private static final BsonOrder ORDER = new BsonOrder();

    /// An ordinary collection.
    static ScriptedCollection of(String namespace, List<RawBsonDocument> documents) {
        int dot = namespace.indexOf('.');
        var uuid = "%032x".formatted(namespace.hashCode() & 0xffffffffL);
        return new ScriptedCollection(
                namespace.substring(0, dot),
                namespace.substring(dot + 1),
                "collection",
                new BsonDocument(),
                uuid,
                List.of(ID_INDEX),
                documents,
                true);
    }

    static ScriptedCollection of(String namespace, String... documents) {
        return of(
                namespace,
                java.util.stream.Stream.of(documents)
                        .map(RawBsonDocument::parse)
                        .toList());
    }

    /// One that is told of as a view, a time series or with other options.
    ScriptedCollection as(String otherType, String otherOptions, BsonDocument... specs) {
        return new ScriptedCollection(
                database,
                name,
                otherType,
                BsonDocument.parse(otherOptions),
                uuid,
                List.of(specs),
                documents,
                keepsToMin);
    }

    ScriptedCollection withoutMin() {
        return new ScriptedCollection(database, name, type, options, uuid, indexSpecs, documents, false);
    }

    ScriptedCollection withUuid(String other) {
        return new ScriptedCollection(database, name, type, options, other, indexSpecs, documents, keepsToMin);
    }

    String namespace() {
        return database + "." + name;
    }

    BsonDocument listed() {
        var info = new BsonDocument();
        if (!uuid.isEmpty())
            info.append(
                    "uuid", new BsonBinary((byte) 4, java.util.HexFormat.of().parseHex(uuid)));
        return new BsonDocument("name", new BsonString(name))
                .append("type", new BsonString(type))
                .append("options", options)
                .append("info", info);
    }

    List<RawBsonDocument> indexes() {
        return indexSpecs.stream()
                .map(spec -> new RawBsonDocument(spec, new BsonDocumentCodec()))
                .toList();
    }

    BsonDocument stats() {
        long bytes =
                documents.stream().mapToLong(RawBsonDocument::getByteLength).sum();
        return ScriptedServer.ok()
                .append("count", new BsonInt32(documents.size()))
                .append("size", new BsonInt64(bytes))
                .append("avgObjSize", new BsonInt64(documents.isEmpty() ? 0 : bytes / documents.size()));
    }

    /// What a `find` gives, in its order.
    List<RawBsonDocument> find(BsonDocument command) {
        var found = new ArrayList<>(documents);
        if (command.get("hint", new BsonDocument()).equals(BY_ID)) found.sort(Comparator.comparing(this::id, ORDER));
        if (command.getDocument("sort", new BsonDocument())
                .get("$natural", new BsonInt32(1))
                .equals(new BsonInt32(-1))) Collections.reverse(found);
        if (keepsToMin && command.containsKey("min")) {
            var least = command.getDocument("min").get("_id");
            found.removeIf(document -> ORDER.compare(id(document), least) < 0);
        }
        found.removeIf(document -> !fits(document, command.getDocument("filter", new BsonDocument())));
        int limit = command.getNumber("limit", new BsonInt32(Integer.MAX_VALUE)).intValue();
        return found.subList(0, Math.min(limit, found.size()));
    }

    private BsonValue id(RawBsonDocument document) {
        return document.get("_id");
    }

    private static boolean fits(BsonDocument document, BsonDocument filter) {
        return filter.entrySet().stream()
                .allMatch(field -> field.getValue().asDocument().entrySet().stream()
                        .allMatch(test -> fits(document.get(field.getKey()), test.getKey(), test.getValue())));
    }

    private static boolean fits(BsonValue value, String operator, BsonValue other) {
        if (value == null) return false;
        return switch (operator) {
            case "$eq" -> ORDER.compare(value, other) == 0;
            case "$in" -> other.asArray().contains(value);
            case "$gt" -> time(value).compareTo(time(other)) > 0;
            case "$gte" -> time(value).compareTo(time(other)) >= 0;
            case "$lte" -> time(value).compareTo(time(other)) <= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static BsonTimestamp time(BsonValue value) {
        return value.asTimestamp();
    }
}

package nexus.backup.restore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// The commands that make a collection what it was, as mongorestore would send them.
///
/// @param target   the collection
/// @param metadata what it was
/// @param version  of the target's server, major and minor, such as 80 for 8.0
record Creation(Namespace target, Metadata metadata, int version) {
    /// Options that `listCollections` tells and `create` refuses.
    private static final Set<String> TOLD_ONLY = Set.of("recordIdsReplicated", "uuid");

    private static final int NO_AUTO_INDEX_ID = 82;

    /// `create`, with the options it had.
    BsonDocument create() {
        var command = new BsonDocument("create", new BsonString(target.collection()));
        metadata.options().forEach((name, value) -> {
            if (isTaken(name)) command.append(name, value);
        });
        idIndex().ifPresent(index -> command.append("idIndex", index));
        return command;
    }

    private boolean isTaken(String option) {
        if (option.equals("autoIndexId")) return version < NO_AUTO_INDEX_ID;
        return !TOLD_ONLY.contains(option);
    }

    /// Only one that is not as every other: with a collation, or of the first version.
    private Optional<BsonDocument> idIndex() {
        if (metadata.options().containsKey("clusteredIndex")) return Optional.empty();
        return metadata.indexes().stream()
                .filter(Creation::isOfId)
                .filter(index -> index.containsKey("collation"))
                .map(index -> {
                    var copy = without(index, "v", "ns");
                    return copy.append("ns", new BsonString(target.toString()));
                })
                .findFirst();
    }

    private static boolean isOfId(BsonDocument index) {
        return index.getString("name", new BsonString("")).getValue().equals("_id_");
    }

    /// The indexes beside the one of `_id`, as `createIndexes` takes them.
    List<BsonDocument> indexes() {
        return metadata.indexes().stream()
                .filter(index -> !isOfId(index) && !index.containsKey("clustered"))
                .map(Creation::scrubbed)
                .toList();
    }

    /// Indexes of the first version have no collation.
    private static BsonDocument scrubbed(BsonDocument index) {
        var isFirst = index.isNumber("v") && index.getNumber("v").intValue() == 1;
        var collation = index.getDocument("collation", new BsonDocument());
        var isSimple =
                collation.getString("locale", new BsonString("")).getValue().equals("simple");
        return isFirst && isSimple ? without(index, "v", "ns", "collation") : without(index, "v", "ns");
    }

    private static BsonDocument without(BsonDocument index, String... names) {
        var copy = index.clone();
        for (var name : names) copy.remove(name);
        return copy;
    }

    /// `createIndexes` for all of them.
    BsonDocument createIndexes() {
        return new BsonDocument("createIndexes", new BsonString(target.collection()))
                .append("indexes", new BsonArray(indexes()))
                .append("ignoreUnknownIndexOptions", BsonBoolean.TRUE);
    }
}

package nexus.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every BSON type the emulator stores reaches a driver as itself.
class TypesTest {
    private static EmbeddedMongo embedded;
    private static MongoClient client;

    @BeforeAll
    static void open() {
        embedded = EmbeddedMongo.open();
        client = MongoClients.create(embedded.uri());
    }

    @AfterAll
    static void close() {
        client.close();
        embedded.close();
    }

    @Test
    void eachValueIsOfTheTypeItsDocumentNames() {
        for (var document : values()) {
            assertEquals(
                    document.getString("type").getValue(),
                    alias(document.get("value").getBsonType()));
        }
    }

    @Test
    void onlyTheTypesTheEmulatorLacksAreMissing() {
        var missing = EnumSet.allOf(BsonType.class);
        values().forEach(document -> missing.remove(document.get("value").getBsonType()));
        var lacking = EnumSet.of(
                BsonType.END_OF_DOCUMENT,
                BsonType.UNDEFINED,
                BsonType.DB_POINTER,
                BsonType.SYMBOL,
                BsonType.JAVASCRIPT_WITH_SCOPE);
        assertEquals(lacking, missing);
    }

    @Test
    void binariesOfThreeSubtypesAreThere() {
        for (var subtype : new byte[] {0, 3, 4}) {
            assertTrue(values().stream()
                    .filter(document -> document.get("value").isBinary())
                    .anyMatch(document -> document.getBinary("value").getType() == subtype));
        }
    }

    private static List<BsonDocument> values() {
        return client.getDatabase("types")
                .getCollection("values", BsonDocument.class)
                .find()
                .into(new ArrayList<>());
    }

    /// The name `$type` knows it by.
    private static String alias(BsonType type) {
        return switch (type) {
            case INT32 -> "int";
            case INT64 -> "long";
            case DOCUMENT -> "object";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case DECIMAL128 -> "decimal";
            case BINARY -> "binData";
            case OBJECT_ID -> "objectId";
            case REGULAR_EXPRESSION -> "regex";
            case MIN_KEY -> "minKey";
            case MAX_KEY -> "maxKey";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}

package nexus.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One document per BSON type that the emulator stores, and the values at its edges. What it does not store is named in
/// docs/sample-data.md.
final class Types {
    private static final long FIRST_OF_2024 = 1_704_067_200L;
    private static final UUID FIXED = UUID.fromString("12345678-9abc-4def-8123-456789abcdef");

    private final List<Document> documents = new ArrayList<>();

    private Types() {}

    static List<Document> all() {
        var types = new Types();
        types.addNumbers();
        types.addTexts();
        types.addTimes();
        types.addIdentifiers();
        types.addContainers();
        types.addSingleValues();
        return types.documents;
    }

    private void addNumbers() {
        add("double", 3.14159);
        add("double", Double.NaN);
        add("double", Double.NEGATIVE_INFINITY);
        add("int", Integer.MAX_VALUE);
        add("long", 9_007_199_254_740_993L);
        add("long", Long.MIN_VALUE);
        add("decimal", new Decimal128(new BigDecimal("1234567890.123456789012345678901234")));
        add("decimal", Decimal128.NaN);
        add("decimal", Decimal128.POSITIVE_INFINITY);
    }

    private void addTexts() {
        add("string", "Grüße, 世界 🌍 \"quoted\"\n\ttabbed \u0001");
        add("string", "");
        add("regex", new BsonRegularExpression("^order-[0-9]+$", "i"));
        add("javascript", new BsonJavaScript("function () { return 1; }"));
    }

    private void addTimes() {
        add("date", Instant.ofEpochSecond(FIRST_OF_2024));
        add("date", Instant.parse("1815-12-10T00:00:00.123Z"));
        add("date", Instant.ofEpochMilli(Long.MAX_VALUE));
        add("timestamp", new BsonTimestamp(Instant.ofEpochSecond(FIRST_OF_2024), 7));
    }

    private void addIdentifiers() {
        add("objectId", Ids.PRODUCT.of(Instant.ofEpochSecond(FIRST_OF_2024), 42));
        add("binData", new BinData(new byte[] {0, 1, 2, (byte) 0xfe, (byte) 0xff}));
        add("binData", FIXED);
        add("binData", new LegacyUUID(FIXED));
    }

    private void addContainers() {
        add("object", new Document("one", 1).append("nested", new Document("two", List.of(2, 2.0, 2L))));
        add("object", new Document());
        add("array", List.of(1, "two", 3.0, true, new Document("four", 4), List.of(5)));
        add("array", List.of());
    }

    private void addSingleValues() {
        add("bool", true);
        add("bool", false);
        add("null", null);
        add("minKey", MinKey.getInstance());
        add("maxKey", MaxKey.getInstance());
    }

    private void add(String type, @Nullable Object value) {
        documents.add(
                new Document("_id", documents.size() + 1).append("type", type).append("value", value));
    }
}

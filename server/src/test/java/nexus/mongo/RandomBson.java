package nexus.mongo;

import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/// Documents of every BSON type, the same ones for the same seed.
record RandomBson(Random random) {
    BsonDocument document(int levels) {
        var document = new BsonDocument();
        for (int i = random.nextInt(8); i > 0; i--) document.put(name(), value(levels));
        return document;
    }

    private BsonArray array(int levels) {
        var array = new BsonArray();
        for (int i = random.nextInt(6); i > 0; i--) array.add(value(levels));
        return array;
    }

    private BsonValue value(int levels) {
        return switch (random.nextInt(levels > 0 ? 22 : 19)) {
            case 0 -> new BsonDouble(number());
            case 1 -> new BsonString(text());
            case 2 -> binary();
            case 3 -> new BsonUndefined();
            case 4 -> new BsonObjectId(id());
            case 5 -> BsonBoolean.valueOf(random.nextBoolean());
            case 6 -> new BsonDateTime(date());
            case 7 -> BsonNull.VALUE;
            case 8 -> new BsonRegularExpression(name(), random.nextBoolean() ? "mi" : "");
            case 9 -> new BsonDbPointer("db.c", id());
            case 10 -> new BsonJavaScript(text());
            case 11 -> new BsonSymbol(text());
            case 12 -> new BsonInt32(random.nextInt());
            case 13 -> new BsonTimestamp(random.nextLong());
            case 14 -> new BsonInt64(random.nextLong() >> random.nextInt(64));
            case 15 -> new BsonDecimal128(new Decimal128(random.nextLong() >> random.nextInt(64)));
            case 16 -> new BsonMinKey();
            case 17 -> new BsonMaxKey();
            case 18 -> new BsonInt32(random.nextInt(100));
            case 19 -> new BsonJavaScriptWithScope(text(), document(levels - 1));
            case 20 -> array(levels - 1);
            default -> document(levels - 1);
        };
    }

    private double number() {
        return random.nextInt(10) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong());
    }

    private BsonBinary binary() {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new BsonBinary((byte) random.nextInt(256), bytes);
    }

    private ObjectId id() {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        return new ObjectId(bytes);
    }

    /// Whole seconds, or three digits of which the last is not zero: the driver leaves trailing zeros out.
    private long date() {
        long seconds = random.nextLong() >> random.nextInt(20, 50);
        return random.nextBoolean() ? seconds / 1000 * 1000 : seconds / 10 * 10 + 7;
    }

    private String name() {
        return text().replace("\0", "");
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int bits = random.nextInt(4, 21);
            int point = random.nextInt(Math.min(1 << bits, 0x110000));
            if (point < 0xd800 || point > 0xdfff) text.appendCodePoint(point);
        }
        return text.toString();
    }
}

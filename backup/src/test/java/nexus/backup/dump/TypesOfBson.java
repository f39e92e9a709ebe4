package nexus.backup.dump;

import java.util.ArrayList;
import java.util.List;
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
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/// A document for each type of BSON, and for values that are easily spoilt.
final class TypesOfBson {
    private static final ObjectId ID = new ObjectId("0123456789abcdef01234567");

    private TypesOfBson() {}

    /// @param forEmulator leaves out what the emulator cannot hold
    static List<RawBsonDocument> documents(boolean forEmulator) {
        var values = new ArrayList<>(common());
        if (!forEmulator) values.addAll(rare());
        var documents = new ArrayList<RawBsonDocument>();
        for (int i = 0; i < values.size(); i++) {
            var document = new BsonDocument("_id", new BsonInt32(i)).append("value", values.get(i));
            documents.add(new RawBsonDocument(document, new BsonDocumentCodec()));
        }
        return documents;
    }

    static List<RawBsonDocument> all() {
        return documents(false);
    }

    private static List<BsonValue> common() {
        return List.of(
                new BsonDouble(Double.NaN),
                new BsonDouble(-0.0),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                new BsonDouble(Double.MIN_VALUE),
                new BsonString("nul \0, emoji \ud83d\ude00, </script>"),
                new BsonString(""),
                new BsonDocument("", new BsonDocument("a.b", new BsonInt32(1)).append("$c", BsonNull.VALUE)),
                new BsonArray(List.of(new BsonInt32(1), new BsonArray(), new BsonDocument())),
                new BsonBinary((byte) 0, new byte[] {1, 2, 3}),
                new BsonBinary((byte) 4, new byte[16]),
                new BsonObjectId(ID),
                BsonBoolean.TRUE,
                new BsonDateTime(Long.MIN_VALUE),
                new BsonDateTime(-1),
                BsonNull.VALUE,
                new BsonRegularExpression("^a/b\\d", "im"),
                new BsonJavaScript("function() { return 1 }"),
                new BsonInt32(Integer.MIN_VALUE),
                new BsonTimestamp(0xffffffff, 7),
                new BsonInt64(Long.MIN_VALUE),
                new BsonDecimal128(Decimal128.parse("-1.50E-6143")),
                new BsonDecimal128(Decimal128.NEGATIVE_INFINITY),
                new BsonMinKey(),
                new BsonMaxKey());
    }

    /// What the emulator refuses, or what is deprecated.
    private static List<BsonValue> rare() {
        return List.of(
                new BsonUndefined(),
                new BsonDbPointer("shop.orders", ID),
                new BsonSymbol("symbol"),
                new BsonJavaScriptWithScope("f()", new BsonDocument("x", new BsonInt32(1))),
                new BsonBinary((byte) 2, new byte[] {2}),
                new BsonBinary((byte) 5, new byte[16]),
                new BsonBinary((byte) 9, new byte[] {3, 0, 1}),
                new BsonBinary((byte) 0x80, new byte[] {4}),
                new BsonDecimal128(Decimal128.NaN));
    }
}

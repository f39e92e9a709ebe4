package nexus.backup.dump;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonType;
import org.bson.BsonValue;

/// The order of an index, for the types that an `_id` may have (MongoDB manual, "Comparison/Sort Order").
final class BsonOrder implements Comparator<BsonValue> {
    @Override
    public int compare(BsonValue one, BsonValue other) {
        int rank = Integer.compare(rank(one.getBsonType()), rank(other.getBsonType()));
        return rank != 0 ? rank : compareSame(one, other);
    }

    private static int rank(BsonType type) {
        return switch (type) {
            case MIN_KEY -> 0;
            case NULL, UNDEFINED -> 1;
            case INT32, INT64, DOUBLE, DECIMAL128 -> 2;
            case STRING, SYMBOL -> 3;
            case DOCUMENT -> 4;
            case BINARY -> 5;
            case OBJECT_ID -> 6;
            case BOOLEAN -> 7;
            case DATE_TIME -> 8;
            case TIMESTAMP -> 9;
            case REGULAR_EXPRESSION -> 10;
            case MAX_KEY -> 11;
            default -> throw new IllegalArgumentException("no _id: " + type);
        };
    }

    private int compareSame(BsonValue one, BsonValue other) {
        return switch (one) {
            case BsonNumber _ -> number(one).compareTo(number(other));
            case BsonString text -> text(text).compareTo(text(other));
            case BsonSymbol symbol -> text(symbol).compareTo(text(other));
            case BsonDocument document -> compare(document, other.asDocument());
            case BsonBinary binary -> compare(binary, other.asBinary());
            case BsonObjectId id -> id.compareTo(other.asObjectId());
            case BsonBoolean truth -> truth.compareTo(other.asBoolean());
            case BsonDateTime date -> date.compareTo(other.asDateTime());
            case BsonTimestamp time -> time.compareTo(other.asTimestamp());
            case BsonRegularExpression pattern ->
                pattern.toString().compareTo(other.asRegularExpression().toString());
            default -> 0;
        };
    }

    private static BigDecimal number(BsonValue value) {
        return switch (value) {
            case BsonInt64 number -> new BigDecimal(number.getValue());
            case BsonDouble number -> new BigDecimal(number.getValue());
            default -> value.asNumber().decimal128Value().bigDecimalValue();
        };
    }

    private static String text(BsonValue value) {
        return value instanceof BsonSymbol symbol
                ? symbol.getSymbol()
                : value.asString().getValue();
    }

    private int compare(BsonDocument one, BsonDocument other) {
        Iterator<Map.Entry<String, BsonValue>> left = one.entrySet().iterator();
        Iterator<Map.Entry<String, BsonValue>> right = other.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            var here = left.next();
            var there = right.next();
            int type = Integer.compare(
                    rank(here.getValue().getBsonType()), rank(there.getValue().getBsonType()));
            int name = type != 0 ? type : here.getKey().compareTo(there.getKey());
            int value = name != 0 ? name : compare(here.getValue(), there.getValue());
            if (value != 0) return value;
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compare(BsonBinary one, BsonBinary other) {
        int length = Integer.compare(one.getData().length, other.getData().length);
        int type = length != 0 ? length : Integer.compare(one.getType() & 0xff, other.getType() & 0xff);
        return type != 0 ? type : Arrays.compareUnsigned(one.getData(), other.getData());
    }
}

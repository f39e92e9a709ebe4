package nexus.mongo;

/// The type bytes of BSON 1.1 (bsonspec.org).
final class Bson {
    static final int DOUBLE = 0x01;
    static final int STRING = 0x02;
    static final int DOCUMENT = 0x03;
    static final int ARRAY = 0x04;
    static final int BINARY = 0x05;
    static final int UNDEFINED = 0x06;
    static final int OBJECT_ID = 0x07;
    static final int BOOLEAN = 0x08;
    static final int DATE = 0x09;
    static final int NULL = 0x0a;
    static final int REGEX = 0x0b;
    static final int DB_POINTER = 0x0c;
    static final int CODE = 0x0d;
    static final int SYMBOL = 0x0e;
    static final int CODE_WITH_SCOPE = 0x0f;
    static final int INT32 = 0x10;
    static final int TIMESTAMP = 0x11;
    static final int INT64 = 0x12;
    static final int DECIMAL = 0x13;
    static final int MAX_KEY = 0x7f;
    static final int MIN_KEY = 0xff;

    /// How deep documents may nest; MongoDB itself stores no more than 180 levels (200 in queries).
    static final int DEEPEST = 200;

    /// Bytes of a document without fields.
    static final int SMALLEST = 5;

    private Bson() {}

    /// The type as a word for people.
    static String word(int type) {
        return switch (type) {
            case STRING -> "string";
            case DOCUMENT -> "document";
            case ARRAY -> "array";
            case BINARY -> "binary";
            case CODE, CODE_WITH_SCOPE -> "code";
            case SYMBOL -> "symbol";
            case REGEX -> "regular expression";
            default -> "value";
        };
    }

    /// The type as MongoDB's `$type` calls it.
    static String alias(int type) {
        return switch (type) {
            case DOUBLE -> "double";
            case STRING -> "string";
            case DOCUMENT -> "object";
            case ARRAY -> "array";
            case BINARY -> "binData";
            case UNDEFINED -> "undefined";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE -> "date";
            case NULL -> "null";
            case INT32 -> "int";
            case INT64 -> "long";
            case DECIMAL -> "decimal";
            case TIMESTAMP -> "timestamp";
            default -> rareAlias(type);
        };
    }

    private static String rareAlias(int type) {
        return switch (type) {
            case REGEX -> "regex";
            case DB_POINTER -> "dbPointer";
            case CODE -> "javascript";
            case SYMBOL -> "symbol";
            case CODE_WITH_SCOPE -> "javascriptWithScope";
            case MIN_KEY -> "minKey";
            case MAX_KEY -> "maxKey";
            default -> "unknown";
        };
    }
}

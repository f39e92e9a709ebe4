package nexus.mongo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/// Takes a text that is nothing but a call of the shell, such as `ObjectId("…")`, for the value that the shell would
/// make of it, and says so. A text whose call the shell would not take stays a text.
final class ShellForms {
    private static final Pattern CALL = Pattern.compile(
            "(?:new )?"
                    + "(ObjectId|ISODate|Date|NumberDecimal|NumberLong|NumberInt|UUID)\\(\\s*(?:\"([^\"]*)\"|'([^']*)'|(-?\\d+))\\s*\\)");
    private static final int LONGEST = 100;
    private static final int UUID_LENGTH = 36;
    private static final int MOST_NOTES = 3;

    /// Below these a text is meant as it is: `$literal` is the way to compare with the text of a call.
    private static final Set<String> TEXTS = Set.of("$literal", "$regex", "$options", "$comment", "$search");

    private final List<String> notes = new ArrayList<>();

    /// What was taken for what, a sentence each.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// A document with the values in place of the calls.
    BsonDocument document(BsonDocument document) {
        var read = new BsonDocument();
        document.forEach((name, value) -> read.append(name, TEXTS.contains(name) ? value : value(value)));
        return read;
    }

    /// The same for an array.
    BsonArray array(BsonArray array) {
        return new BsonArray(array.stream().map(this::value).toList());
    }

    private BsonValue value(BsonValue value) {
        return switch (value) {
            case BsonDocument document -> document(document);
            case BsonArray array -> array(array);
            case BsonString text -> text(text);
            default -> value;
        };
    }

    private BsonValue text(BsonString text) {
        var written = text.getValue();
        if (written.length() > LONGEST || !written.endsWith(")")) return text;
        var read = read(written);
        if (read.isPresent() && notes.size() < MOST_NOTES)
            notes.add("The text " + written + " was taken for the value; in Extended JSON that is " + json(read.get())
                    + ".");
        return read.orElse(text);
    }

    private static String json(BsonValue value) {
        var json = new BsonDocument("v", value).toJson();
        return json.substring("{\"v\": ".length(), json.length() - 1);
    }

    static Optional<BsonValue> read(String written) {
        var call = CALL.matcher(written);
        if (!call.matches()) return Optional.empty();
        var isNumber = call.group(4) != null;
        var argument = isNumber ? call.group(4) : call.group(2) != null ? call.group(2) : call.group(3);
        try {
            return isNumber && !call.group(1).startsWith("Number")
                    ? Optional.empty()
                    : Optional.of(made(call.group(1), argument));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // The shell would not take it either.
            return Optional.empty();
        }
    }

    private static BsonValue made(String function, String argument) {
        return switch (function) {
            case "ObjectId" -> new BsonObjectId(new ObjectId(argument));
            case "ISODate" -> date(argument.endsWith("Z") || !isLocal(argument) ? argument : argument + "Z");
            case "Date" -> date(argument);
            case "NumberDecimal" -> new BsonDecimal128(Decimal128.parse(argument));
            case "NumberLong" -> new BsonInt64(Long.parseLong(argument));
            case "NumberInt" -> new BsonInt32(Integer.parseInt(argument));
            default -> uuid(argument);
        };
    }

    /// Java also takes groups that lack digits.
    private static BsonBinary uuid(String argument) {
        if (argument.length() != UUID_LENGTH) throw new IllegalArgumentException("no UUID");
        return new BsonBinary(UUID.fromString(argument));
    }

    /// Whether a date with a time says nothing of its zone, which `ISODate` takes for UTC, and `Date` for the zone of
    /// whoever runs the shell.
    private static boolean isLocal(String argument) {
        try {
            LocalDateTime.parse(argument);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static BsonDateTime date(String argument) {
        Instant instant = argument.length() == 10
                ? LocalDate.parse(argument).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(argument).toInstant();
        return new BsonDateTime(instant.toEpochMilli());
    }
}

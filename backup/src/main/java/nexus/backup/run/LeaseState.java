package nexus.backup.run;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/// What the object of a lease says.
///
/// @param terms    of who holds it or held it last
/// @param token    of this holding, and of no other
/// @param fence    number of this holding; grows
/// @param since    when it began, by the store's clock
/// @param renewed  how often
/// @param released whether it was given back
record LeaseState(LeaseTerms terms, String token, long fence, Instant since, long renewed, boolean released) {
    private static final JsonWriterSettings JSON = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .indent(true)
            .build();

    LeaseState renewal() {
        return new LeaseState(terms, token, fence, since, renewed + 1, false);
    }

    LeaseState release() {
        return new LeaseState(terms, token, fence, since, renewed, true);
    }

    String json() {
        return new BsonDocument("holder", new BsonString(terms.holder()))
                .append("token", new BsonString(token))
                .append("fence", new BsonInt64(fence))
                .append("since", new BsonString(since.toString()))
                .append("period", new BsonString(terms.period().toString()))
                .append("renewed", new BsonInt64(renewed))
                .append("released", BsonBoolean.valueOf(released))
                .toJson(JSON);
    }

    /// @param place where it lies, in words
    /// @throws LeaseException if it is none
    static LeaseState read(String json, String place) {
        try {
            var document = BsonDocument.parse(json);
            return new LeaseState(
                    new LeaseTerms(
                            document.getString("holder").getValue(),
                            Duration.parse(document.getString("period").getValue())),
                    document.getString("token").getValue(),
                    document.getNumber("fence").longValue(),
                    Instant.parse(document.getString("since").getValue()),
                    document.getNumber("renewed").longValue(),
                    document.getBoolean("released").getValue());
        } catch (JsonParseException | BsonInvalidOperationException | DateTimeException | IllegalArgumentException e) {
            throw new LeaseException(place + " is not a lease (" + e.getMessage()
                    + "); if no backup, prune or restore is under way, delete it");
        }
    }
}

package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Says what is known of a write from the server's reply or from what the driver threw.
record Outcomes(Failures failures) {
    private static final String STOPPED = "the server stopped it at its time limit";
    private static final BsonInt32 ZERO = new BsonInt32(0);
    private static final BsonString NOTHING = new BsonString("no reason");
    private static final BsonArray NO_ERRORS = new BsonArray();
    private static final Set<String> OF_THE_SERVER =
            Set.of("ok", "operationTime", "$clusterTime", "electionId", "opTime", "$configServerState");

    /// What a reply says in which the server calls the command a success.
    Written of(Write write, BsonDocument reply) {
        long count = count(write, reply);
        var errors = reply.getArray("writeErrors", NO_ERRORS).stream()
                .map(BsonValue::asDocument)
                .toList();
        if (reply.containsKey("writeConcernError") && (errors.isEmpty() || count > 0)) {
            return unconfirmed(write, count, errors.isEmpty());
        }
        if (!errors.isEmpty()) return faulty(write, errors, count);
        var told = new BsonDocument();
        reply.forEach((key, value) -> {
            if (!OF_THE_SERVER.contains(key)) told.append(key, value);
        });
        return new Written.Done(count, number(reply, "nModified"), told.toJson());
    }

    private static long count(Write write, BsonDocument reply) {
        var counts =
                write.name().equals("findAndModify") ? reply.getDocument("lastErrorObject", new BsonDocument()) : reply;
        return number(counts, "n");
    }

    private static long number(BsonDocument reply, String key) {
        return reply.isNumber(key) ? reply.getNumber(key, ZERO).longValue() : 0;
    }

    private static Written unconfirmed(Write write, long count, boolean isWhole) {
        var what = called(write);
        var claim = count == 0 && write.isOfDocuments()
                ? what + " found nothing to change, but too few members of the replica set confirmed that in time, so"
                        + " that it can be otherwise when another becomes primary"
                : what + (isWhole || count == 0 ? " was made" : " was made in part (n: " + count + ")")
                        + ", but too few members of the replica set confirmed it in time, so that it can be lost when"
                        + " another becomes primary";
        return new Written.Unknown(claim + "; " + Advice.of(write));
    }

    /// One error of which little is known makes the whole unknown: in a batch others may stand beside it.
    private static Written faulty(Write write, List<BsonDocument> errors, long count) {
        var open = first(errors, Fault.OPEN);
        if (open.isPresent()) return unknown(write, "the server says code " + number(open.get(), "code"));
        var mine = first(errors, Fault.OF_THE_COMMAND);
        if (mine.isPresent()) return refused(write, mine.get(), errors.size(), done(write, errors.size(), count));
        var code = "the server says code " + number(errors.getFirst(), "code");
        if (count > 0) return unknown(write, code + " after n: " + count);
        return new Written.NotDone(
                write.name() + " on " + write.target() + " failed: " + code + "; try again; nothing was changed");
    }

    /// Some servers count the documents of an insert that failed among those that were inserted.
    private static long done(Write write, int errors, long count) {
        return write.name().equals("insert") ? Math.min(count, write.ids().size() - errors) : count;
    }

    private static Optional<BsonDocument> first(List<BsonDocument> errors, Fault fault) {
        return errors.stream()
                .filter(error -> Fault.of((int) number(error, "code")) == fault)
                .findFirst();
    }

    private static Written refused(Write write, BsonDocument error, int errors, long count) {
        var words = Failures.shorten(error.getString("errmsg", NOTHING).getValue());
        var rest = write.isMany() ? "; " + count + " were done and stay, and of the rest some may be too" : "";
        return new Written.Refused(
                "MongoDB refuses this " + write.name() + " on " + write.target() + ": " + words + " (code "
                        + number(error, "code") + (errors > 1 ? ", one of " + errors + " errors" : "") + ")" + rest
                        + ": change the command",
                count);
    }

    /// What is known of a command that was too large to be sent.
    Written tooLarge(Write write) {
        return new Written.Refused(
                "the " + write.name() + " on " + write.target() + " is larger than MongoDB takes (16 MiB), so that it"
                        + " was not sent: write fewer or smaller documents at a time",
                0);
    }

    /// What is known after the driver threw.
    ///
    /// @param wasTaken whether a socket had been taken for the command
    Written of(Write write, MongoException e, boolean wasTaken) {
        if (e instanceof MongoCommandException said) return of(write, said);
        if (!wasTaken || e instanceof MongoSecurityException || e instanceof MongoSocketOpenException) {
            return new Written.NotDone(failures.write(e, write.name(), write.target()) + "; nothing was changed");
        }
        return unknown(write, why(e));
    }

    private Written of(Write write, MongoCommandException said) {
        // Where a command failed and its write concern too, the driver may throw the latter, and its code tells nothing
        // of
        // the command.
        var fault = said.getResponse().containsKey("ok") ? Fault.of(said.getErrorCode()) : Fault.OPEN;
        return switch (fault) {
            case BEFORE_THE_WRITE ->
                new Written.NotDone(failures.write(said, write.name(), write.target()) + "; nothing was changed");
            case OF_THE_COMMAND -> {
                var rest = write.isMany() ? "; a part of it may have been done" : "";
                yield new Written.Refused(
                        "MongoDB refuses this " + write.name() + " on " + write.target() + ": " + Failures.said(said)
                                + rest + ": change the command",
                        0);
            }
            case OPEN -> unknown(write, "the server says " + Failures.codeName(said));
        };
    }

    /// What is known after a reply that cannot be read.
    Written unreadable(Write write) {
        return unknown(write, "the server's answer cannot be read");
    }

    private static String why(MongoException e) {
        return switch (e) {
            case MongoExecutionTimeoutException _ -> STOPPED;
            // As the driver says it where its own deadline is the server's too.
            case MongoTimeoutException late when late.getCause() instanceof MongoExecutionTimeoutException -> STOPPED;
            case MongoTimeoutException _ -> "no answer came in time";
            case MongoInterruptedException _ -> "it was cancelled before the answer came";
            case MongoWriteConcernException _ -> "too few members of the replica set confirmed it in time";
            default -> "the connection was cut before the answer came";
        };
    }

    private static Written unknown(Write write, String why) {
        return new Written.Unknown(
                called(write) + " may or may not have been applied: " + why + "; " + Advice.of(write));
    }

    /// Such as `the insert into shop.orders`.
    private static String called(Write write) {
        return "the " + write.name() + (write.name().equals("insert") ? " into " : " on ") + write.target();
    }
}

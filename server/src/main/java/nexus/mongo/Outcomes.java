package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Says what is known of a write from the server's reply or from what the driver threw.
record Outcomes(Failures failures) {
    private static final String STOPPED = "the server stopped it at its time limit";
    private static final BsonInt32 ZERO = new BsonInt32(0);
    private static final BsonString NOTHING = new BsonString("no reason");
    private static final BsonArray NO_ERRORS = new BsonArray();
    private static final Set<String> OF_THE_SERVER =
            Set.of("ok", "operationTime", "$clusterTime", "electionId", "opTime", "$configServerState");

    /// Errors of a server that refuses a command before it does anything of it. Names as in MongoDB's error_codes.yml.
    private static final Set<Integer> BEFORE_THE_WRITE = Set.of(
            13 /* Unauthorized */,
            18 /* AuthenticationFailed */,
            59 /* CommandNotFound */,
            10107 /* NotWritablePrimary */,
            13435 /* NotPrimaryNoSecondaryOk */,
            13436 /* NotPrimaryOrSecondary */);

    /// Errors that are not told of reads, and after which a write may have been made, or a part of it.
    private static final Set<Integer> IN_THE_MIDST = Set.of(
            24 /* LockTimeout */,
            64 /* WriteConcernFailed */,
            79 /* UnknownReplWriteConcern */,
            100 /* UnsatisfiableWriteConcern */,
            112 /* WriteConflict */,
            11601 /* Interrupted */);

    /// What a reply says in which the server calls the command a success.
    Written of(Write write, BsonDocument reply) {
        long count = number(reply, "n");
        var errors = reply.getArray("writeErrors", NO_ERRORS);
        if (reply.containsKey("writeConcernError") && (errors.isEmpty() || count > 0)) {
            return unknown(
                    write,
                    "it was made, but too few members of the replica set confirmed it in time, so that"
                            + " it can be lost when another becomes primary");
        }
        if (!errors.isEmpty()) return faulty(write, errors.getFirst().asDocument(), count);
        var told = new BsonDocument();
        reply.forEach((key, value) -> {
            if (!OF_THE_SERVER.contains(key)) told.append(key, value);
        });
        return new Written.Done(count, number(reply, "nModified"), told.toJson());
    }

    private static long number(BsonDocument reply, String key) {
        return reply.isNumber(key) ? reply.getNumber(key, ZERO).longValue() : 0;
    }

    private static Written faulty(Write write, BsonDocument error, long count) {
        int code = (int) number(error, "code");
        if (isOfTheCommand(code)) return refused(write, error, count);
        if (BEFORE_THE_WRITE.contains(code) && count == 0) {
            return new Written.NotDone(write.name() + " on " + write.target() + " failed: the server says code " + code
                    + "; nothing was changed");
        }
        return unknown(write, "the server says code " + code);
    }

    private static boolean isOfTheCommand(int code) {
        return Failures.isOfTheQuery(code) && !IN_THE_MIDST.contains(code);
    }

    private static Written refused(Write write, BsonDocument error, long count) {
        var words = Failures.shorten(error.getString("errmsg", NOTHING).getValue());
        var rest = write.isMany() ? "; " + count + " were done and stay, and of the rest some may be too" : "";
        return new Written.Refused(
                "MongoDB refuses this " + write.name() + " on " + write.target() + ": " + words + " (code "
                        + number(error, "code") + ")" + rest + ": change the command",
                count);
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
        int code = said.getErrorCode();
        if (BEFORE_THE_WRITE.contains(code)) {
            return new Written.NotDone(failures.write(said, write.name(), write.target()) + "; nothing was changed");
        }
        if (!isOfTheCommand(code)) return unknown(write, "the server says " + Failures.codeName(said));
        var rest = write.isMany() ? "; a part of it may have been done" : "";
        return new Written.Refused(
                "MongoDB refuses this " + write.name() + " on " + write.target() + ": " + Failures.said(said) + rest
                        + ": change the command",
                0);
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
        return new Written.Unknown("the " + write.name() + preposition(write) + write.target()
                + " may or may not have been applied: " + why + "; " + Advice.of(write));
    }

    private static String preposition(Write write) {
        return write.name().equals("insert") ? " into " : " on ";
    }
}

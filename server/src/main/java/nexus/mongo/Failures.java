package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Turns the driver's exceptions into sentences: what was tried, on what, what to do. None holds an address or a
/// password, because the driver's own words are never used.
///
/// @param name     what the connection is called
/// @param settings its timeouts
/// @param pulse    tells whether the server answers at all
/// @param pool     tells whether all sockets are busy
record Failures(String name, Settings settings, Pulse pulse, Pool pool) {
    private static final int UNAUTHORIZED = 13;
    private static final int LONGEST = 500;

    /// Codes that tell of the server's state or the caller's rights; any other code is about the query itself. Names as
    /// in MongoDB's error_codes.yml.
    private static final Set<Integer> NOT_THE_QUERY = Set.of(
            UNAUTHORIZED,
            1 /* InternalError */,
            6 /* HostUnreachable */,
            7 /* HostNotFound */,
            8 /* UnknownError */,
            11 /* UserNotFound */,
            18 /* AuthenticationFailed */,
            43 /* CursorNotFound */,
            59 /* CommandNotFound */,
            89 /* NetworkTimeout */,
            91 /* ShutdownInProgress */,
            133 /* FailedToSatisfyReadPreference */,
            134 /* ReadConcernMajorityNotAvailableYet */,
            175 /* QueryPlanKilled */,
            189 /* PrimarySteppedDown */,
            237 /* CursorKilled */,
            262 /* ExceededTimeLimit */,
            290 /* TransactionExceededLifetimeLimitSeconds */,
            8000 /* AtlasError */,
            9001 /* SocketException */,
            10107 /* NotWritablePrimary */,
            11600 /* InterruptedAtShutdown */,
            11602 /* InterruptedDueToReplStateChange */,
            13388 /* StaleConfig */,
            13435 /* NotPrimaryNoSecondaryOk */,
            13436 /* NotPrimaryOrSecondary */);

    /// How long an operation waits for a server to be there.
    Duration patience() {
        return Collections.min(List.of(
                settings.pace().serverSelectionTimeout(), settings.limits().time()));
    }

    /// What came of an operation that threw.
    ///
    /// @param operation such as `find`
    /// @param target    such as `shop.orders`
    Answer answer(MongoException e, String operation, String target) {
        if (e instanceof MongoCommandException command && isOfTheQuery(command.getErrorCode())) {
            return new Answer.Refused("MongoDB refuses this " + operation + " on " + target + ": " + said(command)
                    + ": change the query");
        }
        return new Answer.Failed(
                sentence(e, operation, target, settings.limits().time()));
    }

    /// The same in words that hold no value of any document.
    Answer discreet(MongoException e, String operation, String target) {
        if (!(e instanceof MongoCommandException command) || !isOfTheQuery(command.getErrorCode()))
            return answer(e, operation, target);
        return new Answer.Refused("MongoDB refuses this " + operation + " on " + target + ": " + codeName(command)
                + "; its words are left out because they may quote what is not shown to you: change the query");
    }

    /// What came of a write that threw, for sure without a change.
    String write(MongoException e, String operation, String target) {
        return sentence(e, operation, target, settings.limits().time());
    }

    /// Whether an error code is about the query and not about the server's state or the caller's rights.
    static boolean isOfTheQuery(int code) {
        return !NOT_THE_QUERY.contains(code);
    }

    String sentence(MongoException e, String operation, String target, Duration time) {
        var tried = operation + " on " + target + " (connection " + name + ")";
        return switch (e) {
            case MongoOperationTimeoutException _
            when wasCut(e) ->
                tried
                        + " failed: the connection was cut each time it was tried: the way to the server breaks, or the server does not take such a value";
            case MongoOperationTimeoutException _ -> timedOut(tried, time);
            case MongoExecutionTimeoutException _ -> tooSlow(tried, time);
            case MongoTimeoutException _ -> noServer(tried);
            case MongoIncompatibleDriverException _ ->
                tried
                        + " failed: the server speaks a version of the protocol that Nexus does not; use MongoDB 4.2 or newer";
            case MongoSecurityException _ ->
                tried + " failed: MongoDB does not accept the user or password; its operator must mend the uri";
            case MongoCommandException command
            when command.getErrorCode() == UNAUTHORIZED ->
                tried
                        + " failed: the user of this connection is not authorized for it; its operator can grant the role";
            case MongoCommandException command ->
                tried + " failed: the server says " + codeName(command) + "; try again";
            case MongoInterruptedException _ -> tried + " was cancelled";
            case MongoSocketException _, MongoConnectionPoolClearedException _ ->
                tried + " failed: " + cause(e) + "; try again in a few seconds";
            case MongoConfigurationException _ -> tried + " failed: " + cause(e) + "; try again in a few seconds";
            default -> tried + " failed: " + e.getClass().getSimpleName() + "; try again in a few seconds";
        };
    }

    /// Whether the driver tried again until its time was over because it lost the connection.
    private static boolean wasCut(Throwable timeout) {
        return Stream.concat(Stream.ofNullable(timeout.getCause()), Arrays.stream(timeout.getSuppressed()))
                .anyMatch(cause -> cause instanceof MongoSocketReadException || wasCut(cause));
    }

    /// The driver throws the same whether a query is slow, a server is silent or there is none: the heartbeat tells.
    private String timedOut(String tried, Duration time) {
        if (pulse.trouble().isPresent()) return noServer(tried);
        if (!pulse.isBeating(
                settings.pace().heartbeat().multipliedBy(2).plus(settings.pace().connectTimeout()))) {
            return tried + " had no answer within " + written(time)
                    + ": the server is silent; try again when it is back";
        }
        var stats = pool.stats();
        if (stats.checkedOut() < stats.max()) {
            // Calls wait for sockets that cannot be opened: the server was away, and may be back by now.
            return stats.waiting() == 0
                    ? tooSlow(tried, time)
                    : tried + " had no answer within " + written(time) + ": the server was away; try again";
        }
        return tried + " took longer than " + written(time) + ": all " + stats.max()
                + " sockets of the connection are busy, so ask less at a time, or narrow the filter";
    }

    private static String tooSlow(String tried, Duration time) {
        return tried + " took longer than " + written(time) + ": narrow the filter or add an index";
    }

    private String noServer(String tried) {
        var why = pulse.trouble().map(words -> " (" + words + ")").orElse("");
        return tried + " failed: no server could be reached in time" + why + "; try again in a few seconds";
    }

    /// The server's own words about a query. About itself they may name hosts, so there only the code's name is told.
    static String said(MongoCommandException e) {
        return shorten(e.getErrorMessage()) + " (" + codeName(e) + ")";
    }

    static String shorten(String words) {
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }

    static String codeName(MongoCommandException e) {
        return e.getErrorCodeName().isEmpty() ? "code " + e.getErrorCode() : e.getErrorCodeName();
    }

    /// Why a server could not be asked, without its address.
    static String cause(@Nullable Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            var words = switch (cause) {
                case UnknownHostException _ -> "its host name is not known";
                case ConnectException _ -> "the server or the way to it refuses the connection";
                case NoRouteToHostException _ -> "there is no route to the server";
                case SocketTimeoutException _ -> "the server does not answer";
                case NameException names -> String.valueOf(names.getMessage());
                case SSLException tls -> TlsTrouble.words(tls);
                case MongoSecurityException _ -> "MongoDB does not accept the user or password";
                default -> "";
            };
            if (!words.isEmpty()) return words;
        }
        return error instanceof MongoConfigurationException
                ? "the connection's settings cannot be used"
                : "the connection to the server was lost";
    }

    private static String written(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}

package nexus.backup.dump;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.util.Set;

/// What an exception of the driver means for a dump. Names as in MongoDB's error_codes.yml.
enum Trouble {
    /// The way or the server is in disorder; another try may do.
    PASSING,
    /// The documents of the snapshot are there no longer.
    SNAPSHOT_GONE,
    /// It will not get better.
    LASTING;

    static final int BAD_VALUE = 2;
    static final int NAMESPACE_NOT_FOUND = 26;

    private static final int UNAUTHORIZED = 13;

    private static final Set<Integer> GONE = Set.of(239 /* SnapshotTooOld */, 246 /* SnapshotUnavailable */);

    private static final Set<Integer> CODES = Set.of(
            6 /* HostUnreachable */,
            7 /* HostNotFound */,
            24 /* LockTimeout */,
            43 /* CursorNotFound */,
            50 /* MaxTimeMSExpired */,
            63 /* StaleShardVersion */,
            89 /* NetworkTimeout */,
            91 /* ShutdownInProgress */,
            133 /* FailedToSatisfyReadPreference */,
            134 /* ReadConcernMajorityNotAvailableYet */,
            136 /* CappedPositionLost */,
            150 /* StaleEpoch */,
            175 /* QueryPlanKilled */,
            189 /* PrimarySteppedDown */,
            237 /* CursorKilled */,
            262 /* ExceededTimeLimit */,
            279 /* ClientDisconnect */,
            462 /* IngressRequestRateLimitExceeded */,
            9001 /* SocketException */,
            10058 /* LegacyNotPrimary */,
            10107 /* NotWritablePrimary */,
            11600 /* InterruptedAtShutdown */,
            11601 /* Interrupted */,
            11602 /* InterruptedDueToReplStateChange */,
            13388 /* StaleConfig */,
            13435 /* NotPrimaryNoSecondaryOk */,
            13436 /* NotPrimaryOrSecondary */);

    static Trouble of(MongoException e) {
        if (GONE.contains(e.getCode())) return SNAPSHOT_GONE;
        return isPassing(e) ? PASSING : LASTING;
    }

    private static boolean isPassing(MongoException e) {
        return switch (e) {
            case MongoInterruptedException _ -> false;
            case MongoSecurityException _ -> e.getCause() instanceof MongoException cause && isPassing(cause);
            case MongoSocketException _,
                    MongoTimeoutException _,
                    MongoConnectionPoolClearedException _,
                    MongoNotPrimaryException _,
                    MongoNodeIsRecoveringException _,
                    MongoExecutionTimeoutException _ -> true;
            default -> CODES.contains(e.getCode());
        };
    }

    /// What to do about something that the server refuses; empty where nothing is known to help.
    static String advice(MongoException e) {
        return e.getCode() == UNAUTHORIZED ? ": grant the user of this connection the role backup" : "";
    }
}

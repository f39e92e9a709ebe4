package nexus.backup.store;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Words for a request that the store did not answer.
final class Unanswered {
    private static final String WHERE_KEYS_ARE =
            "no credentials were found; they are looked for in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in a web"
                    + " identity token (AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN), in ~/.aws/credentials and"
                    + " ~/.aws/config, and in the role of the container or the machine";

    private Unanswered() {}

    static String words(SdkException e, Settings settings) {
        if (isWithoutKeys(e)) return WHERE_KEYS_ARE;
        if (e instanceof AbortedException) return "the program was told to stop";
        var address = settings.endpoint().map(Object::toString).orElse("AWS in " + settings.region());
        return reason(e, address) + ", " + e.numAttempts() + " attempts";
    }

    private static String reason(SdkException e, String address) {
        var root = root(e);
        return switch (root) {
            case UnknownHostException _ ->
                "no address is known for the host of " + address + "; look at"
                        + " backup.store.endpoint, at backup.store.path-style and at DNS";
            case SSLException _ ->
                "TLS with " + address + " fails: " + root.getMessage() + "; a private authority must be"
                        + " in the trust store of the Java runtime";
            case ConnectException _, NoRouteToHostException _ ->
                "nothing answers at " + address + "; look at backup.store.endpoint, the store and the network policy";
            case SocketTimeoutException _, ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
                address + " did not answer in time; look at the store, the network policy and backup.store.timeout";
            default ->
                "the connection to " + address + " broke: "
                        + Optional.ofNullable(root.getMessage())
                                .orElse(root.getClass().getSimpleName());
        };
    }

    /// The client has no exception of its own for it.
    private static boolean isWithoutKeys(SdkException e) {
        return String.valueOf(e.getMessage()).contains("Unable to load credentials");
    }

    private static Throwable root(Throwable e) {
        var cause = e;
        for (int i = 0; i < 20 && cause.getCause() != null; i++) cause = cause.getCause();
        return cause;
    }
}

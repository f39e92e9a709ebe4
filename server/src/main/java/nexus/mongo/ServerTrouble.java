package nexus.mongo;

import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says for an operator why a server could not be asked, and what to do. The driver's own words are not used: they may
/// quote what is secret.
///
/// @param isTls whether TLS is spoken
record ServerTrouble(@Nullable Throwable error, boolean isTls) {
    String text() {
        if (error == null) return "it does not answer";
        return causes().stream()
                .map(this::known)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("the connection was lost (" + error.getClass().getSimpleName() + ")");
    }

    /// From the cause that is deepest: it knows best.
    private List<Throwable> causes() {
        var causes = new ArrayList<Throwable>();
        for (var cause = error; cause != null; cause = cause.getCause()) causes.add(cause);
        return causes.reversed();
    }

    private String known(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ ->
                "its name does not resolve here; members go by the names that rs.conf() gives them";
            case ConnectException _ ->
                "it refuses connections: is mongod running there, and does it bind that address?";
            case NoRouteToHostException _ -> "there is no route to it";
            case SocketTimeoutException _ -> "it did not answer in time: a firewall may drop the packets";
            case SSLException tls -> TlsTrouble.words(tls);
            case MongoSecurityException _ -> "it does not accept the user or password";
            case MongoSocketReadException _ ->
                isTls
                        ? "it hung up during the TLS handshake: does it offer TLS? If not, take tls=true out of the uri"
                        : "it hung up on our greeting: it wants TLS (add tls=true to the uri), or it is no MongoDB";
            default -> "";
        };
    }
}

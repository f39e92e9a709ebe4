package nexus.mongo;

import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            case CertificateException e -> certificate(words(e));
            case SSLException e -> tls(words(e));
            case MongoSecurityException _ -> "it does not accept the user or password";
            case MongoSocketReadException _ ->
                isTls
                        ? "it hung up during the TLS handshake: does it offer TLS? If not, take tls=true out of the uri"
                        : "it hung up on our greeting: it wants TLS (add tls=true to the uri), or it is no MongoDB";
            default -> "";
        };
    }

    private static String words(Throwable error) {
        return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static String certificate(String words) {
        if (words.contains("expired") || words.contains("notafter"))
            return "its certificate has expired: renew it on the server";
        if (words.contains("no subject alternative") || words.contains("no name matching"))
            return "its certificate is for other names: write the host in the uri as the certificate does, or issue one"
                    + " that holds this name";
        return unknownAuthority();
    }

    private static String unknownAuthority() {
        return "its certificate is signed by an authority that is not trusted here: name that authority's certificate in"
                + " the connection's tls settings";
    }

    private static String tls(String words) {
        if (words.contains("pkix") || words.contains("unable to find valid certification path"))
            return unknownAuthority();
        if (words.contains("unrecognized ssl message") || words.contains("terminated the handshake"))
            return "it does not offer TLS: take tls=true out of the uri, or turn TLS on in mongod";
        if (words.contains("bad_certificate") || words.contains("certificate_required"))
            return "it wants a certificate of ours, and takes none or another: see the connection's tls settings";
        return "the TLS handshake fails: do the two sides share a version and a cipher?";
    }
}

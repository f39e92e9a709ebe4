package nexus.mongo;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says why TLS with a server failed.
final class TlsTrouble {
    private TlsTrouble() {}

    /// What the certificate says, or else what the handshake does.
    static String words(SSLException error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            var words = certificate(cause);
            if (!words.isEmpty()) return words;
        }
        return handshake(String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT));
    }

    private static String certificate(Throwable cause) {
        return switch (cause) {
            case CertPathBuilderException _ ->
                "the server's certificate is of a CA that is not trusted here; name that CA in tls.ca-file";
            case CertificateExpiredException _, CertificateNotYetValidException _ ->
                "the server's certificate is not valid today; renew it on the server, or set the clock";
            // The check of names throws this class itself; checks of the chain throw one derived from it.
            case CertificateException names
            when names.getClass() == CertificateException.class ->
                "the server's certificate is made out for another name than the one in the uri";
            default -> "";
        };
    }

    /// The runtime has no classes for these, only words.
    private static String handshake(String words) {
        if (words.contains("unrecognized ssl message") || words.contains("terminated the handshake"))
            return "the server does not offer TLS; take tls=true out of the uri, or turn TLS on in mongod";
        if (words.contains("bad_certificate") || words.contains("certificate_required"))
            return "the server wants a certificate of ours, and takes none or another; see the tls options";
        return "TLS with the server fails; check its certificate and the tls options";
    }
}

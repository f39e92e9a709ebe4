package nexus.mongo;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says why TLS with a server failed.
final class TlsTrouble {
    private TlsTrouble() {}

    static String words(SSLException error) {
        var words = "TLS with the server fails; check its certificate and the tls options";
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            words = switch (cause) {
                case CertPathBuilderException _ ->
                    "the server's certificate is of a CA that is not trusted here; name that CA in tls.ca-file";
                case CertificateExpiredException _, CertificateNotYetValidException _ ->
                    "the server's certificate is not valid today";
                // The check of names throws this class itself; checks of the chain throw one derived from it.
                case CertificateException names
                when names.getClass() == CertificateException.class ->
                    "the server's certificate is made out for another name than the one in the uri";
                default -> words;
            };
        }
        return words;
    }
}

package nexus.http;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.config.Pem;
import nexus.config.PemCheck;
import nexus.config.Section;

/// The files by which the listener for agents speaks TLS, all in PEM.
///
/// @param certificateFile the chain that is shown, the listener's own first
/// @param keyFile         unencrypted, PKCS#8
/// @param clientCaFile    whose certificates clients may show; none are asked for without it
public record ListenerTls(Path certificateFile, Path keyFile, Optional<Path> clientCaFile) {
    private static final String ALLOWED = "the path of a readable file in PEM";
    /// A resumed session keeps the certificate that was looked at when it began.
    private static final Duration SESSION = Duration.ofMinutes(5);

    static Optional<ListenerTls> read(Section section) {
        var certificate = section.fileIfSet("certificate-file");
        var key = section.fileIfSet("key-file");
        var clients = section.fileIfSet("client-ca-file");
        if (certificate.isPresent() != key.isPresent()) {
            var missing = certificate.isPresent() ? "key-file" : "certificate-file";
            section.problem(
                    missing, "the certificate and its key go together", ALLOWED, missing + ": /etc/nexus/tls/tls.pem");
        } else if (certificate.isEmpty() && clients.isPresent()) {
            section.problem(
                    "certificate-file",
                    "clients show certificates only where TLS is spoken",
                    ALLOWED,
                    "certificate-file: /etc/nexus/tls/tls.crt");
        }
        if (certificate.isEmpty() || key.isEmpty()) return Optional.empty();
        var files = new ListenerTls(certificate.get(), key.get(), clients);
        files.check(section);
        return Optional.of(files);
    }

    private void check(Section section) {
        var check = new PemCheck(section, "/etc/nexus/tls");
        var areRead = Stream.of(
                        isRead(check, "certificate-file", certificateFile, Pem::certificates),
                        isRead(check, "key-file", keyFile, Pem::key),
                        clientCaFile.isEmpty()
                                || isRead(check, "client-ca-file", clientCaFile.get(), Pem::certificates))
                .allMatch(Boolean::booleanValue);
        if (areRead) check.isGood("key-file", keyFile, ALLOWED, _ -> tls());
    }

    private static boolean isRead(PemCheck check, String key, Path file, PemCheck.Reading reading) {
        return PemCheck.isThere(file) && check.isGood(key, file, ALLOWED, reading);
    }

    /// What a client would find wrong with the dates of the certificate, if anything.
    Optional<String> expiry() throws Pem.Unusable {
        var own = Pem.certificates(certificateFile).getFirst();
        try {
            own.checkValidity();
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("is good from " + own.getNotBefore().toInstant() + " to "
                    + own.getNotAfter().toInstant() + ", which is not now: clients will refuse it");
        }
    }

    /// The files that there are.
    List<Path> paths() {
        return Stream.of(Optional.of(certificateFile), Optional.of(keyFile), clientCaFile)
                .flatMap(Optional::stream)
                .toList();
    }

    /// What the files hold now.
    ///
    /// @throws Pem.Unusable if they cannot be used
    Tls tls() throws Pem.Unusable {
        var chain = Pem.certificates(certificateFile);
        var key = Pem.key(keyFile);
        Pem.requirePair(chain.getFirst(), key, keyFile);
        var tls = Tls.builder().privateKey(key).privateKeyCertChain(chain).sessionTimeout(SESSION);
        if (clientCaFile.isPresent())
            tls.trust(Pem.certificates(clientCaFile.get())).clientAuth(TlsClientAuth.OPTIONAL);
        return tls.build();
    }
}

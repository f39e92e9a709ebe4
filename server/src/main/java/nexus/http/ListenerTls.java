package nexus.http;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.config.Pem;
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
        var areRead = Stream.of(
                        isRead(section, "certificate-file", Pem::certificates, certificateFile),
                        isRead(section, "key-file", Pem::key, keyFile),
                        clientCaFile.isEmpty()
                                || isRead(section, "client-ca-file", Pem::certificates, clientCaFile.get()))
                .allMatch(Boolean::booleanValue);
        if (areRead) isRead(section, "key-file", _ -> tls(), keyFile);
    }

    /// A reader of one kind of file.
    private interface Reading {
        Object read(Path file) throws Pem.Unusable;
    }

    /// One that cannot be opened has been noted when its key was read.
    private static boolean isRead(Section section, String key, Reading reading, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) return false;
        try {
            var _ = reading.read(file);
            return true;
        } catch (Pem.Unusable | RuntimeException e) {
            section.problem(key, String.valueOf(e.getMessage()), ALLOWED, key + ": /etc/nexus/tls/" + key + ".pem");
            return false;
        }
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

    /// The paths of the files.
    String names() {
        return Stream.of(Optional.of(certificateFile), Optional.of(keyFile), clientCaFile)
                .flatMap(Optional::stream)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
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

package nexus.mongo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.config.Pem;
import nexus.config.PemCheck;
import nexus.config.Section;

/// The files TLS is made with, all in PEM. Whether TLS is spoken is said by the connection string.
///
/// @param caFile          the certificates that are trusted instead of those of the Java runtime
/// @param certificateFile shown to servers that ask for one
/// @param keyFile         the key of that certificate
public record Tls(Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile) {
    /// What the Java runtime trusts, and no certificate of our own.
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String ALLOWED = "the path of a readable file";

    static Tls read(Section section) {
        return new Tls(
                section.fileIfSet("ca-file"), section.fileIfSet("certificate-file"), section.fileIfSet("key-file"));
    }

    /// Whether there is nothing that the Java runtime would not do by itself.
    boolean isUsual() {
        return caFile.isEmpty() && certificateFile.isEmpty() && keyFile.isEmpty();
    }

    /// Notes what cannot work.
    ///
    /// @param isSpoken whether the connection string turns TLS on
    void check(Section section, boolean isSpoken) {
        if (isUsual()) return;
        if (!isSpoken) {
            var example = "uri: mongodb://db.example:27017/?tls=true";
            section.problem(firstKey(), "the uri does not turn TLS on", "only with TLS", example);
        } else if (certificateFile.isPresent() != keyFile.isPresent()) {
            var missing = certificateFile.isPresent() ? "key-file" : "certificate-file";
            section.problem(
                    missing, "the certificate and its key go together", ALLOWED, missing + ": /etc/nexus/tls.pem");
        } else if (Stream.of(caFile, certificateFile, keyFile)
                .flatMap(Optional::stream)
                .allMatch(PemCheck::isThere)) {
            checkFiles(section);
        }
    }

    private String firstKey() {
        if (caFile.isPresent()) return "ca-file";
        return certificateFile.isPresent() ? "certificate-file" : "key-file";
    }

    private void checkFiles(Section section) {
        var certificates = "a file with certificates in PEM";
        var key = "a file with an unencrypted key in PKCS#8, RSA, EC or Ed25519";
        var check = new PemCheck(section, "/etc/nexus");
        var areRead = Stream.of(
                        isRead(check, "ca-file", caFile, certificates, Pem::certificates),
                        isRead(check, "certificate-file", certificateFile, certificates, Pem::certificates),
                        isRead(check, "key-file", keyFile, key, Pem::key))
                .allMatch(Boolean::booleanValue);
        if (areRead) isRead(check, "key-file", keyFile, "the key of the certificate", _ -> TlsContext.read(this));
    }

    private static boolean isRead(
            PemCheck check, String key, Optional<Path> file, String allowed, PemCheck.Reading reading) {
        return file.isEmpty() || check.isGood(key, file.get(), allowed, reading);
    }
}

package nexus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A certificate authority of a test's own, made with openssl.
public final class Authority {
    private static final String OPENSSL = "/usr/bin/openssl";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    private Authority(Path folder) {
        this.folder = folder;
    }

    /// Makes one; skips the test, loudly, where there is no openssl.
    ///
    /// @param folder where all files are put
    public static Authority in(Path folder) {
        var isThere = Files.isExecutable(Path.of(OPENSSL));
        if (!isThere) System.out.println("SKIPPED: no openssl");
        Assumptions.assumeTrue(isThere, "SKIPPED: no openssl");
        var authority = new Authority(folder);
        var made = List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test CA");
        authority.openssl(made, "-keyout", authority.file("ca.key"), "-out", authority.certificate());
        return authority;
    }

    /// The certificate to trust, in PEM.
    public Path certificate() {
        return file("ca.pem");
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /// Makes a key, `NAME.key`, and a certificate for it, `NAME.pem`.
    ///
    /// @param name what a host must be called to show it
    public Path issue(String name) {
        return issue(name, "rsa:2048");
    }

    /// As [#issue].
    ///
    /// @param kind what `openssl req -newkey` takes, such as `ed25519`
    public Path issue(String name, String... kind) {
        return issue(name, "/CN=" + name, List.of(kind));
    }

    /// As [#issue], for a subject as openssl writes it, such as `/O=agents/CN=alice`.
    public Path issueTo(String name, String subject) {
        return issue(name, subject, List.of("rsa:2048"));
    }

    private Path issue(String name, String subject, List<String> kind) {
        var made = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-subj", subject, "-newkey"));
        made.addAll(kind);
        made.addAll(List.of("-addext", "subjectAltName=DNS:" + name, "-addext", "basicConstraints=critical,CA:FALSE"));
        var signed = List.of("-CA", certificate(), "-CAkey", file("ca.key"));
        made.addAll(signed.stream().map(Object::toString).toList());
        openssl(made, "-keyout", file(name + ".key"), "-out", file(name + ".pem"));
        return file(name + ".pem");
    }

    /// Runs openssl.
    public void openssl(List<String> arguments, Object... more) {
        var command = new ArrayList<>(List.of(OPENSSL));
        command.addAll(arguments);
        for (var one : more) command.add(one.toString());
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(command + ": " + output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a client needs that shows no certificate, and trusts those of this authority.
    public SSLContext client() {
        try {
            return context(null, this);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a peer needs to show the certificate of a name, and to trust those of this authority.
    public SSLContext server(String name) {
        return server(name, this);
    }

    /// The same, but it trusts those of another.
    public SSLContext server(String name, Authority other) {
        var made = List.of("pkcs12", "-export", "-passout", "pass:changeit");
        openssl(made, "-inkey", file(name + ".key"), "-in", file(name + ".pem"), "-out", file(name + ".p12"));
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(file(name + ".p12")), PASSWORD);
            return context(keys.getKeyManagers(), other);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManager @Nullable [] keys, Authority trusted)
            throws GeneralSecurityException, IOException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted.trusted());
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        try (InputStream in = Files.newInputStream(certificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return store;
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}

package nexus.mongo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import nexus.config.Pem;
import org.jspecify.annotations.Nullable;

/// Makes the TLS context of a connection out of its files.
final class TlsContext {
    private static final char[] NO_PASSWORD = new char[0];

    private TlsContext() {}

    /// Reads the files; nothing where there are none.
    ///
    /// @throws Pem.Unusable if one cannot be used, with the reason
    static Optional<SSLContext> read(Tls files) throws Pem.Unusable {
        if (files.isUsual()) return Optional.empty();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(identity(files), trust(files), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new Pem.Unusable("the files of tls do not go together: " + e.getMessage());
        }
    }

    /// Null stands for what the Java runtime trusts.
    private static TrustManager @Nullable [] trust(Tls files)
            throws GeneralSecurityException, IOException, Pem.Unusable {
        if (files.caFile().isEmpty()) return null;
        var store = store();
        int count = 0;
        for (var certificate : Pem.certificates(files.caFile().get())) {
            store.setCertificateEntry("ca-" + count++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] identity(Tls files)
            throws GeneralSecurityException, IOException, Pem.Unusable {
        if (files.certificateFile().isEmpty() || files.keyFile().isEmpty()) return null;
        var chain = Pem.certificates(files.certificateFile().get());
        var key = Pem.key(files.keyFile().get());
        Pem.requirePair(chain.getFirst(), key, files.keyFile().get());
        var store = store();
        store.setKeyEntry("nexus", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}

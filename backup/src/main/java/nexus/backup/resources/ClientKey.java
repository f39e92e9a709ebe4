package nexus.backup.resources;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// The key of a client certificate in PKCS#8, as OpenSSL writes it. The library takes every such key for one of RSA.
final class ClientKey {
    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /// Of a store that is never written.
    private static final char[] NO_PASSWORD = new char[0];

    private ClientKey() {}

    /// Takes such a key, and its certificate, out of a configuration.
    ///
    /// @return nothing where there is no key, or the library reads it itself
    static Optional<KeyManager[]> takeFrom(Config config) throws IOException, GeneralSecurityException {
        if (config.getClientKeyData() == null && config.getClientKeyFile() == null) return Optional.empty();
        var pem = pem(config.getClientKeyData(), config.getClientKeyFile());
        if (!pem.contains(HEADER)) return Optional.empty();
        var managers = managers(key(pem), certificates(config));
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
        config.setClientCertData(null);
        config.setClientCertFile(null);
        return Optional.of(managers);
    }

    private static String pem(String data, String file) throws IOException {
        try (InputStream in = CertUtils.getInputStreamFromDataOrFile(data, file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        int start = pem.indexOf(HEADER) + HEADER.length();
        var body = pem.substring(start, Math.max(start, pem.indexOf("-----END", start)));
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // One of another algorithm.
            }
        }
        throw new InvalidKeySpecException("the client key is none of " + String.join(", ", ALGORITHMS));
    }

    private static Certificate[] certificates(Config config) throws IOException, GeneralSecurityException {
        try (InputStream in =
                CertUtils.getInputStreamFromDataOrFile(config.getClientCertData(), config.getClientCertFile())) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }

    private static KeyManager[] managers(PrivateKey key, Certificate[] certificates)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("client", key, NO_PASSWORD, certificates);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }
}

package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private KeyStore store(String algorithm) throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve(algorithm + ".p12");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=admin",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static String data(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Config config(String key, String certificate) {
        return new ConfigBuilder(Config.empty())
                .withClientKeyData(data(key))
                .withClientCertData(data(certificate))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysAsOpensslWritesThem(String algorithm) throws Exception {
        var store = store(algorithm);
        var key = store.getKey("a", PASSWORD.toCharArray());
        var certificate = store.getCertificate("a");
        var config = config(pem("PRIVATE KEY", key.getEncoded()), pem("CERTIFICATE", certificate.getEncoded()));
        var manager = (X509KeyManager) ClientKey.takeFrom(config).orElseThrow()[0];
        assertEquals(key, manager.getPrivateKey("client"));
        assertEquals(certificate, manager.getCertificateChain("client")[0]);
        assertNull(config.getClientKeyData(), "the library would read it, and fail");
        Cluster.open(config).close();
    }

    @Test
    void leavesOtherFormsToTheLibrary() throws Exception {
        assertTrue(ClientKey.takeFrom(Config.empty()).isEmpty());
        var config = config("-----BEGIN RSA PRIVATE KEY-----\n", "");
        assertTrue(ClientKey.takeFrom(config).isEmpty());
        assertTrue(config.getClientKeyData() != null);
    }
}

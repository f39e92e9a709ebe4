package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.config.ConfigException;
import nexus.config.Pem;
import nexus.config.Problem;
import nexus.config.Sources;
import nexus.testing.Authority;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which files TLS can be made with, and what is said of others.
class TlsTest {
    private static final String SECURE = "mongodb://h/?tls=true";

    @TempDir
    private static Path folder;

    private static Authority authority;

    @BeforeAll
    static void make() {
        authority = Authority.in(folder);
        authority.issue("rsa");
    }

    private static Settings read(String uri, String... keys) {
        var properties = new HashMap<>(Map.of("nexus.connections.main.uri", uri));
        for (int i = 0; i < keys.length; i += 2) properties.put("nexus.connections.main.tls." + keys[i], keys[i + 1]);
        return Sources.open(properties, Map.of(), Map.of())
                .read(root -> Settings.read(
                        root.entries("connections", "connection-defaults").get("main")));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Problem problem(String uri, String... keys) {
        var problems =
                assertThrows(ConfigException.class, () -> read(uri, keys)).problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private static Problem pair(String key) {
        return problem(SECURE, "certificate-file", file("rsa.pem"), "key-file", file(key));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"rsa-2, rsa:2048", "ec, ec -pkeyopt ec_paramgen_curve:P-384", "ed25519, ed25519"})
    void readsACertificateAndItsKey(String name, String kind) throws Pem.Unusable {
        authority.issue(name, kind.split(" "));
        var settings = read(
                SECURE,
                "ca-file",
                file("ca.pem"),
                "certificate-file",
                file(name + ".pem"),
                "key-file",
                file(name + ".key"));
        assertTrue(TlsContext.read(settings.tls()).isPresent());
    }

    @Test
    void oneFileMayHoldBothAndSeveralCertificates() throws IOException, Pem.Unusable {
        var all = Files.readString(folder.resolve("rsa.key")) + "a word between\n"
                + Files.readString(folder.resolve("rsa.pem")) + Files.readString(folder.resolve("ca.pem"));
        var file = Files.writeString(folder.resolve("all.pem"), all);
        assertEquals(2, Pem.certificates(file).size());
        assertTrue(TlsContext.read(read(SECURE, "certificate-file", file.toString(), "key-file", file.toString())
                        .tls())
                .isPresent());
    }

    @Test
    void aFileWithoutACertificateIsAProblem() {
        var problem = problem(SECURE, "ca-file", file("rsa.key"));
        assertEquals("connections.main.tls.ca-file", problem.key());
        assertEquals("there is no certificate in PEM in " + file("rsa.key"), problem.what());
    }

    @Test
    void aDamagedCertificateIsAProblem() throws IOException {
        var text = Files.readString(folder.resolve("ca.pem")).replaceFirst("\nMII", "\nAAA");
        var file = Files.writeString(folder.resolve("damaged.pem"), text);
        assertEquals(
                "a certificate in " + file + " cannot be read",
                problem(SECURE, "ca-file", file.toString()).what());
    }

    @Test
    void filesWithoutTlsAreAProblem() {
        var problem = problem("mongodb://h/", "ca-file", file("ca.pem"));
        assertEquals("the uri does not turn TLS on", problem.what());
        assertTrue(read("mongodb+srv://h.a.b/", "ca-file", file("ca.pem")).isSrv());
    }

    @Test
    void aCertificateWithoutItsKeyIsAProblem() {
        var problem = problem(SECURE, "certificate-file", file("rsa.pem"));
        assertEquals("connections.main.tls.key-file", problem.key());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rsa -traditional, pkcs1",
        "rsa -traditional -aes128 -passout pass:secret, old",
        "pkey -aes256 -passout pass:secret, encrypted"
    })
    void namesTheCommandThatConvertsAKey(String command, String name) {
        authority.openssl(List.of(command.split(" ")), "-in", file("rsa.key"), "-out", file(name + ".key"));
        assertEquals(
                "the key in " + file(name + ".key") + " is not unencrypted PKCS#8; convert it: openssl pkcs8 -topk8"
                        + " -nocrypt -in " + file(name + ".key") + " -out " + file(name + ".key.pkcs8"),
                pair(name + ".key").what());
    }

    @Test
    void theKeyOfAnotherCertificateIsAProblem() {
        authority.issue("other");
        var what = "the key in " + file("other.key") + " is not that of the certificate";
        assertEquals(what, pair("other.key").what());
        authority.issue("curve", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        assertEquals(what.replace("other", "curve"), pair("curve.key").what());
    }

    @Test
    void aKeyOfAnotherKindIsAProblem() {
        authority.openssl(List.of("genpkey", "-algorithm", "x25519"), "-out", file("x25519.key"));
        assertTrue(pair("x25519.key").what().contains("is neither RSA nor EC nor Ed25519"));
    }
}

package nexus.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Certificates and keys in PEM files (RFC 7468).
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    /// What is in the way of a use of the file, as part of a sentence.
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unusable(String message) {
            super(message);
        }
    }

    /// A part of a file between its two lines of dashes.
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Block(String label, byte[] bytes) {}

    /// The certificates of a file, at least one.
    public static List<X509Certificate> certificates(Path file) throws Unusable {
        var certificates = new ArrayList<X509Certificate>();
        for (var block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) certificates.add(certificate(file, block.bytes()));
        }
        if (certificates.isEmpty()) throw new Unusable("there is no certificate in PEM in " + file);
        return certificates;
    }

    private static X509Certificate certificate(Path file, byte[] bytes) throws Unusable {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new Unusable("a certificate in " + file + " cannot be read");
        }
    }

    /// The private key of a file.
    public static PrivateKey key(Path file) throws Unusable {
        for (var block : blocks(file)) {
            if (block.label().equals("PRIVATE KEY")) return key(file, block.bytes());
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new Unusable(
                        "the key in " + file + " is not unencrypted PKCS#8; convert it: " + conversion(file));
            }
        }
        throw new Unusable("there is no private key in PEM in " + file);
    }

    private static PrivateKey key(Path file, byte[] bytes) throws Unusable {
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                // It is one of another kind.
            } catch (GeneralSecurityException e) {
                throw new Unusable("keys of the kind " + algorithm + " cannot be read here");
            }
        }
        throw new Unusable("the key in " + file + " is neither RSA nor EC nor Ed25519, or it is damaged: look with"
                + " openssl pkey -noout -text -in " + file);
    }

    /// Makes sure that a key is the one of a certificate: a peer would only say that the handshake failed.
    ///
    /// @param file of the key
    public static void requirePair(X509Certificate certificate, PrivateKey key, Path file) throws Unusable {
        try {
            if (!isPair(certificate, key)) throw new Unusable("the key in " + file + " is not that of the certificate");
        } catch (GeneralSecurityException e) {
            throw new Unusable("the key in " + file + " cannot be used: " + e.getMessage());
        }
    }

    private static boolean isPair(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        var kind = certificate.getPublicKey().getAlgorithm();
        if (!kind.equals(key.getAlgorithm())) return false;
        var signature = Signature.getInstance(
                switch (kind) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                });
        signature.initSign(key);
        signature.update(certificate.getEncoded());
        var signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(certificate.getEncoded());
        return signature.verify(signed);
    }

    private static String conversion(Path file) {
        return "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out " + file + ".pkcs8";
    }

    private static List<Block> blocks(Path file) throws Unusable {
        var blocks = new ArrayList<Block>();
        var found = BLOCK.matcher(text(file));
        while (found.find()) {
            blocks.add(new Block(found.group(1), decode(file, found.group(2))));
        }
        return blocks;
    }

    private static byte[] decode(Path file, String text) throws Unusable {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Unusable("what is in " + file + " is damaged");
        }
    }

    /// An encrypted key of the older kind has headers, which are no Base64: only its label counts.
    private static String text(Path file) throws Unusable {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replaceAll("(?m)^[A-Za-z-]+: .*$", "");
        } catch (IOException e) {
            throw new Unusable("the file " + file + " cannot be read");
        }
    }
}

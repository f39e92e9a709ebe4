package nexus.backup.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Whole files at once, and forged ones.
final class Age {
    private Age() {}

    static byte[] encrypt(byte[] plain, Identity... identities) throws IOException {
        return encrypt(plain, Stream.of(identities).map(Identity::recipient).toList());
    }

    static byte[] encrypt(byte[] plain, List<Recipient> recipients) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var out = AgeOutput.open(file, recipients)) {
            out.write(plain);
        }
        return file.toByteArray();
    }

    static byte[] decrypt(byte[] file, Identity... identities) throws IOException {
        try (var in = AgeInput.open(new ByteArrayInputStream(file), List.of(identities))) {
            return in.readAllBytes();
        }
    }

    /// A file with this text between its first line and its last, and a MAC that is right.
    static byte[] forge(FileKey key, String stanzas, byte[] plain) {
        var covered = Header.INTRO + stanzas + Header.END;
        var header = new Header(List.of(), covered, Unpadded.encode(key.mac(covered)));
        var nonce = Keys.random(Chunks.NONCE);
        var sealed = new byte[plain.length + Aead.TAG];
        key.chunks(nonce).seal(plain, plain.length, sealed, true);
        var file = new ByteArrayOutputStream();
        file.writeBytes(header.text().getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(nonce);
        file.writeBytes(sealed);
        return file.toByteArray();
    }

    static byte[] random(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

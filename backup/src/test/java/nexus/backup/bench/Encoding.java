package nexus.backup.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import nexus.backup.age.AgeOutput;
import nexus.backup.age.Identity;

/// What becomes of the bytes of a dump before they are sent: hashed, compressed, encrypted or not, and hashed.
final class Encoding {
    private static final int BLOCK = 64 << 10;

    private Encoding() {}

    /// Seconds of the processor for so many blocks.
    static double seconds(int blocks, boolean isEncrypted) throws IOException {
        var recipients = List.of(Identity.generate().recipient());
        var block = new byte[BLOCK];
        new Random(7).nextBytes(block);
        // Half of it can be compressed, as of the documents.
        for (int i = BLOCK / 2; i < BLOCK; i++) block[i] = (byte) "the quick brown fox ".charAt(i % 20);
        long start = cpu();
        var stored = hashed(OutputStream.nullOutputStream());
        var below = isEncrypted ? AgeOutput.open(stored, recipients) : stored;
        try (var plain = hashed(new GZIPOutputStream(below, BLOCK))) {
            for (int i = 0; i < blocks; i++) plain.write(block);
        }
        return (cpu() - start) / 1e9;
    }

    /// Whatever else runs on the machine.
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static OutputStream hashed(OutputStream below) {
        try {
            return new DigestOutputStream(below, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package nexus.backup.age;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// The text form of keys (BIP 173, without its limit of length). Says what is wrong with a text, but repeats nothing of
/// it: it can be a secret.
final class Bech32 {
    private static final String LOWER = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final String UPPER = LOWER.toUpperCase(Locale.ROOT);
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    private Bech32() {}

    /// Reads a text that begins with a prefix and `1`, and is in the case of the prefix.
    ///
    /// @param length of the bytes that it must hold
    static byte[] decode(String prefix, String text, int length) throws AgeException {
        if (!text.startsWith(prefix + "1")) throw new AgeException("does not begin with " + prefix + "1");
        var lower = prefix.toLowerCase(Locale.ROOT);
        var values = values(text, prefix.length() + 1, prefix.equals(lower) ? LOWER : UPPER);
        if (checksum(lower, values) != 1) throw new AgeException("does not match its checksum: it was mistyped or cut");
        var bytes = bytes(values, values.length - CHECKSUM);
        if (bytes.length != length) throw new AgeException("has " + bytes.length + " bytes, not " + length);
        return bytes;
    }

    /// @param prefix in lower case, as the text will be
    static String encode(String prefix, byte[] data) {
        var values = new byte[(data.length * 8 + 4) / 5 + CHECKSUM];
        for (int bit = 0; bit < data.length * 8; bit++)
            if ((data[bit / 8] & 0x80 >> bit % 8) != 0) values[bit / 5] |= (byte) (0x10 >> bit % 5);
        return text(prefix, values);
    }

    /// @param values of five bits, and room for the checksum
    static String text(String prefix, byte[] values) {
        int checksum = checksum(prefix, values) ^ 1;
        for (int i = 0; i < CHECKSUM; i++)
            values[values.length - CHECKSUM + i] = (byte) ((checksum >> (5 * (CHECKSUM - 1 - i))) & 31);
        var text = new StringBuilder(prefix).append('1');
        for (byte value : values) text.append(LOWER.charAt(value));
        return text.toString();
    }

    private static byte[] values(String text, int from, String characters) throws AgeException {
        var values = new byte[text.length() - from];
        if (values.length < CHECKSUM) throw new AgeException("is too short");
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) characters.indexOf(text.charAt(from + i));
            if (values[i] < 0) throw new AgeException("character " + (from + i + 1) + " is none of such a key");
        }
        return values;
    }

    private static byte[] bytes(byte[] values, int count) throws AgeException {
        var bytes = new ByteArrayOutputStream();
        int pending = 0;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            pending = (pending << 5 | values[i]) & 0xfff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.write(pending >> bits);
        }
        if (bits >= 5 || (pending & (1 << bits) - 1) != 0)
            throw new AgeException("ends in bits that belong to no byte");
        return bytes.toByteArray();
    }

    private static int checksum(String prefix, byte[] values) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) >> 5);
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) & 31);
        for (byte value : values) sum = step(sum, value);
        return sum;
    }

    private static int step(int sum, int value) {
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) if (((sum >> (25 + i)) & 1) != 0) next ^= GENERATOR[i];
        return next;
    }
}

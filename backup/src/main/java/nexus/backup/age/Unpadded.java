package nexus.backup.age;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Base64 as headers have it: the standard alphabet, without padding, and only the one text that a value has.
final class Unpadded {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private Unpadded() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static byte[] decode(String text) throws AgeException {
        try {
            var bytes = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
            // The decoder takes padding, and what stands in the bits that no byte uses.
            if (encode(bytes).equals(text)) return bytes;
        } catch (IllegalArgumentException e) {
            throw new AgeException("not canonical Base64 without padding", e);
        }
        throw new AgeException("not canonical Base64 without padding");
    }

    static byte[] decode(String text, int length) throws AgeException {
        var bytes = decode(text);
        if (bytes.length != length) throw new AgeException("has " + bytes.length + " bytes, not " + length);
        return bytes;
    }
}

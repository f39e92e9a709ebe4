package nexus.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

/// UTF-8 bytes as a JSON text: escaped where JSON asks for it, bytes that are not UTF-8 replaced by U+FFFD.
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private JsonText() {}

    /// Writes a text with its quotes.
    static void write(byte[] bytes, int from, int length, JsonBuffer out) {
        out.write('"');
        int bad = copy(bytes, from, from + length, out);
        if (bad >= 0) {
            // Decoding and encoding again replaces what is not UTF-8; only damaged texts pay for it.
            var mended = new String(bytes, bad, from + length - bad, UTF_8).getBytes(UTF_8);
            copy(mended, 0, mended.length, out);
        }
        out.write('"');
    }

    /// Writes as much of a text as fits into the given room, quotes included; nothing if there is no room for them.
    ///
    /// @return bytes of the text that were written
    static int writeSome(byte[] bytes, int from, int length, int room, JsonBuffer out) {
        int end = from + Math.min(length, Math.max(room - 2, 0));
        while (end > from && end < from + length && (bytes[end] & 0xc0) == 0x80) end--;
        var mended = new String(bytes, from, end - from, UTF_8).getBytes(UTF_8);
        int used = 2;
        int i = 0;
        while (i < mended.length) {
            int step = sequence(mended, i, mended.length);
            int cost = step > 1 ? step : cost(mended[i]);
            if (used + cost > room) break;
            used += cost;
            i += step;
        }
        write(mended, 0, i, out);
        return i;
    }

    private static int cost(byte ascii) {
        return isPlain(ascii) ? 1 : escape(ascii) != 0 ? 2 : 6;
    }

    private static boolean isPlain(byte b) {
        return b >= 0x20 && b != '"' && b != '\\';
    }

    /// @return where the first byte that is not UTF-8 stands, or -1
    private static int copy(byte[] bytes, int from, int end, JsonBuffer out) {
        int start = from;
        int i = from;
        while (i < end) {
            byte b = bytes[i];
            if (isPlain(b)) {
                i++;
                continue;
            }
            int step = sequence(bytes, i, end);
            if (b >= 0 || step == 0) {
                out.write(bytes, start, i - start);
                if (step == 0) return i;
                escaped(b, out);
                start = i + 1;
            }
            i += step;
        }
        out.write(bytes, start, end - start);
        return -1;
    }

    private static void escaped(byte b, JsonBuffer out) {
        int letter = escape(b);
        out.write('\\');
        if (letter != 0) {
            out.write(letter);
            return;
        }
        out.ascii("u00");
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 15]);
    }

    private static int escape(byte b) {
        return switch (b) {
            case '"', '\\' -> b;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 0;
        };
    }

    /// How many bytes the character has that begins here, 0 if it is not UTF-8 (Unicode 16, table 3-7).
    private static int sequence(byte[] bytes, int i, int end) {
        int b = bytes[i] & 0xff;
        if (b < 0x80) return 1;
        if (b < 0xc2 || b > 0xf4) return 0;
        int count = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        if (count > end - i) return 0;
        int second = bytes[i + 1] & 0xff;
        int low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        int high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) return 0;
        for (int k = 2; k < count; k++) if ((bytes[i + k] & 0xc0) != 0x80) return 0;
        return count;
    }
}

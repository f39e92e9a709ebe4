package nexus.mcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// JSON text put together of pieces that are not copied: megabytes of it are there once, and what stands inside a
/// string
/// is escaped on its way out.
public final class JsonPieces {
    private static final int STEP = 16 << 10;

    /// @param isQuoted whether it stands inside a string
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] bytes, boolean isQuoted) {}

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    /// Adds JSON as it is; the bytes are not copied and must not be changed.
    public JsonPieces raw(byte[] json) {
        pieces.add(new Piece(json, false));
        size += json.length;
        return this;
    }

    /// Adds JSON as it is.
    public JsonPieces raw(String json) {
        return raw(json.getBytes(UTF_8));
    }

    /// Adds JSON as it is.
    public JsonPieces raw(JsonPieces json) {
        pieces.addAll(json.pieces);
        size += json.size;
        return this;
    }

    /// Adds JSON as a string that holds it. Compact JSON has no raw control characters, so two escapes are enough.
    public JsonPieces stringOf(JsonPieces json) {
        raw("\"");
        for (var piece : json.pieces) {
            var bytes = piece.isQuoted ? quoted(piece.bytes) : piece.bytes;
            pieces.add(new Piece(bytes, true));
            size += quotedSize(bytes);
        }
        return raw("\"");
    }

    /// How many bytes it has.
    public long size() {
        return size;
    }

    /// Writes it, piece by piece.
    public void writeTo(OutputStream out) throws IOException {
        var buffer = new byte[2 * STEP];
        for (var piece : pieces) {
            if (!piece.isQuoted) {
                out.write(piece.bytes);
                continue;
            }
            for (int from = 0; from < piece.bytes.length; from += STEP) {
                int to = Math.min(from + STEP, piece.bytes.length);
                out.write(buffer, 0, quote(piece.bytes, from, to, buffer, 0));
            }
        }
    }

    /// All of it in one array.
    public byte[] bytes() {
        var all = new byte[Math.toIntExact(size)];
        int at = 0;
        for (var piece : pieces) {
            if (piece.isQuoted) {
                at = quote(piece.bytes, 0, piece.bytes.length, all, at);
            } else {
                System.arraycopy(piece.bytes, 0, all, at, piece.bytes.length);
                at += piece.bytes.length;
            }
        }
        return all;
    }

    private static byte[] quoted(byte[] json) {
        var quoted = new byte[Math.toIntExact(quotedSize(json))];
        var _ = quote(json, 0, json.length, quoted, 0);
        return quoted;
    }

    private static long quotedSize(byte[] json) {
        long size = json.length;
        for (byte b : json) if (b == '"' || b == '\\') size++;
        return size;
    }

    /// @return where the next byte goes
    private static int quote(byte[] json, int from, int to, byte[] target, int at) {
        int next = at;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (b == '"' || b == '\\') target[next++] = '\\';
            target[next++] = b;
        }
        return next;
    }
}

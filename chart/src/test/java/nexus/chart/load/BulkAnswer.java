package nexus.chart.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A large answer, read as it comes and not kept: its size, the documents in it, and its end.
///
/// @param bytes     of the body
/// @param documents how often `MARK` stands in it
/// @param end       its last characters
public record BulkAnswer(int status, long bytes, int documents, String end) {
    /// A field that each document of a test has once.
    public static final String MARK = "e2e-bulk-document";

    private static final int CHUNK = 1 << 16;
    private static final int END = 1000;

    /// Reads it to its end.
    ///
    /// @throws IOException if it breaks off
    static BulkAnswer read(int status, InputStream body) throws IOException {
        var buffer = new byte[CHUNK];
        var carried = "";
        long bytes = 0;
        int documents = 0;
        try (body) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                bytes += n;
                var text = carried + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                int next = 0;
                for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, next)) {
                    documents++;
                    next = at + MARK.length();
                }
                carried = text.substring(Math.max(next, text.length() - END));
            }
        }
        return new BulkAnswer(status, bytes, documents, carried);
    }

    /// Whether a client knows what it has: all of it, a part and that there is more, or why there is none.
    ///
    /// @param all documents that were asked for
    public boolean isHonest(int all) {
        if (status == 503) return documents == 0 && end.contains("\"error\"");
        if (status != 200 || !end.strip().endsWith("}")) return false;
        if (end.contains("\"isError\":true")) return documents == 0;
        return documents == all || (documents > 0 && end.contains("hasMore\\\":true"));
    }

    public String summary() {
        var last = end.length() > 300 ? "…" + end.substring(end.length() - 300) : end;
        return "status " + status + ", " + bytes + " bytes, " + documents + " documents, ends with "
                + last.replaceAll("x{20,}", "x…x").strip();
    }
}

package nexus.mongo;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import org.bson.types.Decimal128;

/// The single values of Extended JSON that JSON has no word for.
final class JsonScalar {
    private static final long LAST_OF_9999 = 253_402_300_799_999L;
    private static final int MILLIS_OF_DAY = 86_400_000;
    private static final int OLD_BINARY = 2;
    /// Whole groups of three bytes, so that only the last slice is padded.
    private static final int SLICE = 3 << 14;

    private static final String HEX = "0123456789abcdef";

    private JsonScalar() {}

    static void number(double value, JsonBuffer out) {
        if (Double.isFinite(value)) {
            finite(Double.toString(value), out);
            return;
        }
        out.ascii("{\"$numberDouble\":\"");
        out.ascii(Double.toString(value));
        out.ascii("\"}");
    }

    /// Java writes `1.0E10`, Extended JSON `1.0E+10`.
    private static void finite(String text, JsonBuffer out) {
        int exponent = text.indexOf('E') + 1;
        if (exponent == 0 || text.charAt(exponent) == '-') {
            out.ascii(text);
            return;
        }
        out.ascii(text.substring(0, exponent));
        out.write('+');
        out.ascii(text.substring(exponent));
    }

    static void objectId(BsonCursor in, JsonBuffer out) {
        int start = in.skip(12);
        out.ascii("{\"$oid\":\"");
        for (int i = start; i < start + 12; i++) {
            out.write(HEX.charAt(in.bytes()[i] >> 4 & 15));
            out.write(HEX.charAt(in.bytes()[i] & 15));
        }
        out.ascii("\"}");
    }

    /// ISO 8601 for the years 1970 to 9999, milliseconds only where there are any; else the canonical form.
    static void date(long millis, JsonBuffer out) {
        if (millis < 0 || millis > LAST_OF_9999) {
            out.ascii("{\"$date\":{\"$numberLong\":\"");
            out.number(millis);
            out.ascii("\"}}");
            return;
        }
        out.ascii("{\"$date\":\"");
        day(LocalDate.ofEpochDay(millis / MILLIS_OF_DAY), out);
        time((int) (millis % MILLIS_OF_DAY), out);
        out.ascii("Z\"}");
    }

    private static void day(LocalDate day, JsonBuffer out) {
        out.digits(day.getYear(), 4);
        out.write('-');
        out.digits(day.getMonthValue(), 2);
        out.write('-');
        out.digits(day.getDayOfMonth(), 2);
    }

    private static void time(int millis, JsonBuffer out) {
        out.write('T');
        out.digits(millis / 3_600_000, 2);
        out.write(':');
        out.digits(millis / 60_000 % 60, 2);
        out.write(':');
        out.digits(millis / 1_000 % 60, 2);
        if (millis % 1_000 == 0) return;
        out.write('.');
        out.digits(millis % 1_000, 3);
    }

    static void timestamp(long value, JsonBuffer out) {
        out.ascii("{\"$timestamp\":{\"t\":");
        out.number(value >>> 32);
        out.ascii(",\"i\":");
        out.number(value & 0xffff_ffffL);
        out.ascii("}}");
    }

    static void decimal(BsonCursor in, JsonBuffer out) {
        long low = in.int64();
        out.ascii("{\"$numberDecimal\":\"");
        out.ascii(Decimal128.fromIEEE754BIDEncoding(in.int64(), low).toString());
        out.ascii("\"}");
    }

    static void binary(BsonCursor in, JsonBuffer out) {
        writeSome(in, Integer.MAX_VALUE, out);
    }

    /// Writes at most the given number of bytes of a binary.
    static void writeSome(BsonCursor in, int most, JsonBuffer out) {
        int length = in.int32();
        int subtype = in.uint8();
        int start = in.skip(length);
        if (subtype == OLD_BINARY) {
            // The old subtype repeats its length inside; the JSON form does not.
            in.seek(start);
            if (length < 4 || in.int32() != length - 4) throw DatabaseException.malformed("a wrong length", start);
            start = in.skip(length - 4);
            length -= 4;
        }
        out.ascii("{\"$binary\":{\"base64\":\"");
        base64(in.bytes(), start, Math.min(length, most), out);
        out.ascii("\",\"subType\":\"");
        out.write(Character.toUpperCase(HEX.charAt(subtype >> 4)));
        out.write(Character.toUpperCase(HEX.charAt(subtype & 15)));
        out.ascii("\"}}");
    }

    private static void base64(byte[] bytes, int start, int length, JsonBuffer out) {
        // Asked first, so that a binary of many megabytes is not encoded in vain.
        if ((length + 2L) / 3 * 4 > out.room()) {
            out.fill();
            return;
        }
        // Slice by slice, so that no second copy of it is made.
        for (int done = 0; done < length; done += SLICE) {
            int step = Math.min(SLICE, length - done);
            var text = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, start + done, step));
            out.write(text.array(), 0, text.remaining());
        }
    }
}

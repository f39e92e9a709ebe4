package nexus.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/// Sends a body in chunks, right or not quite (RFC 9112, 7.1).
final class Chunks {
    private static final List<String> SIZES = List.of(
            "x",
            "",
            "-1",
            "+2",
            "0x2",
            "2 ",
            " 2",
            "2;a=b",
            "2;a=\"\r\n\"",
            "FFFFFFFF",
            "7FFFFFFF",
            "00000000000000002",
            "2\r",
            "2\n");
    private static final List<String> ENDS = List.of("", "\n", "\r", "\n\r", "\r\nx", "x\r\n", "\u0000\r\n");
    private static final List<String> LASTS = List.of(
            "",
            "0",
            "0\r\n",
            "0\n\n",
            "00\r\n\r\n",
            "0\r\nA: b\r\n\r\n",
            "0\r\nContent-Length: 5\r\n\r\n",
            "-0\r\n\r\n");

    private Chunks() {}

    /// The same request in chunks; most of the time one of them is wrong.
    static Request of(Request request, RandomGenerator random) {
        var body = new StringBuilder();
        var left = request.body();
        int wrong = random.nextInt(8);
        for (int i = 0; !left.isEmpty(); i++) {
            int size = 1 + random.nextInt(left.length());
            body.append(wrong == 2 * i ? Mutator.pick(SIZES, random) : Integer.toHexString(size))
                    .append("\r\n")
                    .append(left, 0, size)
                    .append(wrong == 2 * i + 1 ? Mutator.pick(ENDS, random) : "\r\n");
            left = left.substring(size);
        }
        body.append(random.nextBoolean() ? "0\r\n\r\n" : Mutator.pick(LASTS, random));
        return request.without("Content-Length")
                .without("Transfer-Encoding")
                .and("Transfer-Encoding", "chunked")
                .withBody(body.toString());
    }
}

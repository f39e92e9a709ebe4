package nexus.bench;

import java.util.Arrays;
import java.util.Optional;

/// What those who called saw.
///
/// @param calls     answered rightly
/// @param errors    answered otherwise, or not at all
/// @param seconds   from the first call to the last answer
/// @param p50       median latency in milliseconds
/// @param p99       latency in milliseconds that one call in a hundred exceeded
/// @param bytes     of a right answer, without its HTTP head
/// @param complaint about the first wrong answer
record Outcome(long calls, long errors, double seconds, double p50, double p99, int bytes, Optional<String> complaint) {
    /// @param nanos the latency of every right answer, in any order
    static Outcome of(long[] nanos, long errors, double seconds, int bytes, Optional<String> complaint) {
        Arrays.sort(nanos);
        return new Outcome(nanos.length, errors, seconds, at(nanos, 0.50), at(nanos, 0.99), bytes, complaint);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (part * (sorted.length - 1))] / 1e6;
    }

    /// Reads what [#line()] wrote.
    static Outcome parse(String line) {
        var words = line.split(" ", 7);
        return new Outcome(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Integer.parseInt(words[5]),
                Optional.of(words[6]).filter(complaint -> !complaint.isEmpty()));
    }

    /// All of it in one line, for another process.
    String line() {
        return calls + " " + errors + " " + seconds + " " + p50 + " " + p99 + " " + bytes + " "
                + complaint.orElse("").lines().findFirst().orElse("");
    }
}

package nexus.backup.resources;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// What the API server has answered.
///
/// @param date its header `Date`, empty where it has none
record Answer(int code, String body, String date) {
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;

    boolean isWell() {
        return code / 100 == 2;
    }

    /// The server's clock when it answered, to the second.
    Instant time() {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new ClusterException(
                    "the API server does not tell its time: its answer has \"" + date + "\" for Date; a proxy before"
                            + " it must leave that header alone",
                    e);
        }
    }

    /// Why it refuses, in its own words.
    String refusal() {
        var text = Codec.text(Codec.treeOrEmpty(body), "message");
        return text.isEmpty() ? "HTTP " + code : text;
    }
}

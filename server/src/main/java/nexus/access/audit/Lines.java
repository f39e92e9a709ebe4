package nexus.access.audit;

import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import nexus.mcp.json.RawJson;

/// Makes the lines of the audit.
///
/// @param replica names this process
record Lines(String replica, InstantSource clock) {
    private static final String INTERNAL_ERROR = "-32603";
    private static final Pattern CODE = Pattern.compile("-[0-9]{1,5}");
    private static final Set<String> WORDS = Set.of("declined", "cancelled");

    /// Before something is done that may change something, or take long.
    byte[] begin(Deed deed, What what) {
        var line = opening(deed, what).text("phase", "begin");
        if (deed.isWrite()) line.flag("confirmed", deed.isConfirmed());
        return closing(deed, line);
    }

    /// After it was answered.
    ///
    /// @param outcome as an observer is told of it
    byte[] end(Deed deed, What what, String outcome) {
        var line = opening(deed, what);
        if (deed.isWrite()) line.text("phase", "end").flag("confirmed", deed.isConfirmed());
        line.text("outcome", word(deed, what, outcome));
        if (CODE.matcher(outcome).matches()) line.number("code", Long.parseLong(outcome));
        deed.count().ifPresent(count -> line.number("count", count));
        return closing(deed, line.millis("ms", deed.nanos()));
    }

    private Line opening(Deed deed, What what) {
        var line = Line.at(clock.instant())
                .text("replica", replica)
                .number("call", deed.number())
                .text("who", deed.asked().caller().name());
        origin(line, deed.origin()).text("method", deed.asked().method());
        what.tell(deed, line);
        return line;
    }

    private static Line origin(Line line, Origin origin) {
        return line.text("peer", origin.peer()).text("forwarded", origin.forwarded());
    }

    private static byte[] closing(Deed deed, Line line) {
        var parent = deed.asked().trace().parent();
        var id = deed.asked().id();
        var text = id.kind() == RawJson.Kind.STRING ? id.text() : id.json();
        return line.text("trace", parent.isEmpty() ? "" : parent.substring(3, 35))
                .text("id", Line.isId(text) ? text : "")
                .text("request", deed.origin().request())
                .bytes();
    }

    private static String word(Deed deed, What what, String outcome) {
        if (WORDS.contains(outcome)) return outcome;
        if (deed.isAsking() && !CODE.matcher(outcome).matches()) return "asked";
        if (outcome.equals("ok")) return "ok";
        if (what.isDenied(deed.asked())) return "denied";
        return outcome.equals(INTERNAL_ERROR) ? "failed" : "refused";
    }

    /// A request that was turned away before it was read.
    byte[] refusal(Refusal refusal) {
        return origin(opening().text("who", refusal.who()), refusal.origin())
                .text("outcome", refusal.status() == 429 ? "refused" : "denied")
                .number("status", refusal.status())
                .text("reason", refusal.reason())
                .text("request", refusal.origin().request())
                .bytes();
    }

    /// So many more were turned away.
    byte[] leftOut(int status, long count) {
        return opening()
                .text("outcome", status == 429 ? "refused" : "denied")
                .number("status", status)
                .number("left_out", count)
                .bytes();
    }

    /// So many lines could not be written.
    byte[] lost(long count) {
        return opening().number("lost", count).bytes();
    }

    private Line opening() {
        return Line.at(clock.instant()).text("replica", replica);
    }
}

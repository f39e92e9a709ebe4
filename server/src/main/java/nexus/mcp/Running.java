package nexus.mcp;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nexus.mcp.catalog.Call;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Question;
import nexus.mcp.catalog.Trace;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawObject;

/// One round of a request, as a tool sees it.
final class Running implements Call {
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Exchange exchange;
    private final Round round;
    private final Optional<Cursors> cursors;
    private boolean isLevelKnown;
    private Optional<LogLevel> least = Optional.empty();
    private double told = Double.NEGATIVE_INFINITY;
    private long toldAt = System.nanoTime() - SHORTEST_PAUSE_NANOS;

    Running(Exchange exchange, Round round) {
        this(exchange, round, Optional.empty());
    }

    /// @param cursors where the request can have pages
    Running(Exchange exchange, Round round, Optional<Cursors> cursors) {
        this.exchange = exchange;
        this.round = round;
        this.cursors = cursors;
    }

    @Override
    public Caller caller() {
        return exchange.caller();
    }

    @Override
    public Trace trace() {
        return exchange.trace();
    }

    @Override
    public synchronized void progress(double done, double total, String message) {
        var token = exchange.progressToken();
        if (token.isEmpty() || !(done > told) || !Double.isFinite(done + total)) return;
        var isTooSoon = System.nanoTime() - toldAt < SHORTEST_PAUSE_NANOS && done < total;
        if (isTooSoon) return;
        told = done;
        toldAt = System.nanoTime();
        exchange.send(new JsonText(256)
                .raw("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":")
                .raw(token.get())
                .raw(",\"progress\":" + number(done) + ",\"total\":" + number(total))
                .raw(",\"message\":")
                .string(message)
                .raw("}}")
                .bytes());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public synchronized void log(LogLevel level, String text) {
        if (!isLevelKnown) least = exchange.logLevel();
        isLevelKnown = true;
        if (least.filter(from -> level.compareTo(from) >= 0).isEmpty()) return;
        exchange.send(new JsonText(256)
                .raw("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"")
                .raw(level.word())
                .raw("\",\"data\":")
                .string(text)
                .raw("}}")
                .bytes());
    }

    @Override
    public boolean canAsk(Question.Kind kind) {
        return exchange.can().contains(kind)
                && (exchange.isModern() || exchange.channel().canStream());
    }

    @Override
    public Optional<RawObject> answer(String key) {
        try {
            return round.answers().object(key);
        } catch (BadJson e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<RawObject> accepted(String key) {
        return Rounds.accepted(answer(key));
    }

    @Override
    public String state() {
        return round.state();
    }

    @Override
    public boolean isConfirmed() {
        return round.consent() == Round.Consent.GIVEN;
    }

    @Override
    public Optional<String> cursor(String position) {
        return cursors.flatMap(own -> own.seal(position));
    }

    @Override
    public Optional<String> position(String cursor) {
        return cursors.flatMap(own -> own.open(cursor));
    }
}

package nexus.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import nexus.backup.store.Content;
import nexus.backup.store.StoreException;
import nexus.backup.store.Stored;

/// An object in a store whose time passes as a test tells it. What happens on the way to the store and back is the
/// test's, too.
final class FakeCell implements LeaseCell {
    private Optional<Content> content = Optional.empty();
    private Optional<LeaseState> state = Optional.empty();
    private Instant time = Instant.parse("2026-01-31T02:00:00.700Z");
    private int version;
    private Runnable onTheWay = FakeCell::nothing;
    private Runnable onTheWayBack = FakeCell::nothing;

    @Override
    public String name() {
        return "backups/LEASE";
    }

    Instant time() {
        return time;
    }

    void pass(Duration some) {
        time = time.plus(some);
    }

    /// What happens with every request from now on: before the store sees it, and before its answer is seen.
    void disturb(Runnable there, Runnable back) {
        onTheWay = there;
        onTheWayBack = back;
    }

    void calm() {
        disturb(FakeCell::nothing, FakeCell::nothing);
    }

    static Runnable breaks() {
        return () -> {
            throw new StoreException("the connection broke");
        };
    }

    void delete() {
        content = Optional.empty();
    }

    boolean isThere() {
        return content.isPresent();
    }

    LeaseState state() {
        if (state.isEmpty()) state = content.map(there -> LeaseState.read(there.text(), name()));
        return state.orElseThrow();
    }

    void write(String text) {
        version++;
        state = Optional.empty();
        content = Optional.of(new Content(text, "v" + version, now(), now()));
    }

    private <T> T travel(Supplier<T> request) {
        onTheWay.run();
        var answer = request.get();
        onTheWayBack.run();
        return answer;
    }

    @Override
    public Optional<Content> find() {
        return travel(() -> content.map(there -> new Content(there.text(), there.etag(), there.modified(), now())));
    }

    @Override
    public Optional<Stored> putNew(String text) {
        return travel(() -> content.isPresent() ? Optional.empty() : Optional.of(stored(text)));
    }

    @Override
    public Optional<Stored> replace(String text, String etag) {
        return travel(() -> content.filter(there -> there.etag().equals(etag)).map(_ -> stored(text)));
    }

    private Stored stored(String text) {
        write(text);
        var there = content.orElseThrow();
        return new Stored(name(), text.length(), there.etag(), there.modified());
    }

    /// To the second, as stores tell it.
    @Override
    public Instant now() {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The clocks of a machine whose clock on the wall is wrong.
    LeaseClock clock(Duration wrong) {
        return new LeaseClock(() -> Duration.between(Instant.EPOCH, time), () -> time.plus(wrong));
    }

    private static void nothing() {}
}

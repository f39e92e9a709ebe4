package nexus.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nexus.backup.store.Content;
import nexus.backup.store.StoreException;

/// One holding of a lease. Renewals and the release come from one thread at a time; [#check] from any thread.
final class LeaseHold {
    private static final int TRIES = 3;

    private final LeaseCell cell;
    private final LeaseClock clock;
    private final LeaseTerms terms;
    private final long fence;
    private LeaseState state;
    private String etag;
    private volatile LeaseClock.Moment trusted;
    private volatile Optional<String> lost = Optional.empty();

    private LeaseHold(
            LeaseCell cell, LeaseClock clock, LeaseTerms terms, LeaseState state, String etag, LeaseClock.Moment sent) {
        this.cell = cell;
        this.clock = clock;
        this.terms = terms;
        this.fence = state.fence();
        this.state = state;
        this.etag = etag;
        this.trusted = sent;
    }

    /// Takes a lease that is new, was given back, or was left alone for too long.
    ///
    /// @throws LeaseException if somebody else holds it
    static LeaseHold acquire(LeaseCell cell, LeaseTerms terms, LeaseClock clock) {
        for (int i = 0; i < TRIES; i++) {
            var held = attempt(cell, terms, clock);
            if (held.isPresent()) return held.get();
        }
        throw new LeaseHeldException(
                "others were quicker to take " + cell.name() + ", " + TRIES + " times; try again later");
    }

    /// @return nothing if somebody else was quicker
    private static Optional<LeaseHold> attempt(LeaseCell cell, LeaseTerms terms, LeaseClock clock) {
        var found = cell.find();
        var next = found.map(there -> successor(cell, there, terms)).orElseGet(() -> first(cell.now(), terms));
        var sent = clock.now();
        var stored =
                found.map(there -> cell.replace(next.json(), there.etag())).orElseGet(() -> cell.putNew(next.json()));
        return stored.map(object -> new LeaseHold(cell, clock, terms, next, object.etag(), sent));
    }

    /// Fences begin with the time, so that they still grow after somebody has deleted the object.
    private static LeaseState first(Instant now, LeaseTerms terms) {
        return state(now.getEpochSecond(), now, terms);
    }

    private static LeaseState successor(LeaseCell cell, Content there, LeaseTerms terms) {
        var last = LeaseState.read(there.text(), cell.name());
        var free = there.modified().plus(last.terms().patience());
        if (!last.released() && !there.now().isAfter(free))
            throw new LeaseHeldException(
                    last.terms().holder() + " holds " + cell.name() + " since " + last.since() + words(there, free));
        return state(last.fence() + 1, there.now(), terms);
    }

    private static String words(Content there, Instant free) {
        return " and has renewed it at " + there.modified()
                + "; wait until it is done. If it has died, the lease may be taken over "
                + Duration.between(there.now(), free).plusSeconds(1).toSeconds() + " s from now, after " + free;
    }

    private static LeaseState state(long fence, Instant now, LeaseTerms terms) {
        return new LeaseState(terms, UUID.randomUUID().toString(), fence, now, 0, false);
    }

    LeaseTerms terms() {
        return terms;
    }

    long fence() {
        return fence;
    }

    /// How long the next renewal has time. After one that failed that is not long.
    Duration untilRenewal() {
        var left = terms.period().minus(clock.since(trusted));
        var shortest = terms.period().dividedBy(10);
        return left.compareTo(shortest) > 0 ? left : shortest;
    }

    boolean isLost() {
        return lost.isPresent();
    }

    void check() {
        if (lost.isPresent()) throw new LeaseException(lost.get());
        var age = clock.since(trusted);
        if (age.compareTo(terms.trust()) > 0)
            throw new LeaseException(
                    "the lease " + cell.name() + " was renewed " + age.toSeconds() + " s ago, and is relied"
                            + " on for " + terms.trust().toSeconds()
                            + " s; this process was held up or did not reach the store,"
                            + " and somebody else may hold the lease now. Nothing more is written or deleted:"
                            + " begin again");
    }

    /// @throws StoreException if the store could not be asked; the lease is still held for a while
    void renew() {
        if (isLost()) return;
        var sent = clock.now();
        try {
            if (write(state.renewal())) trusted = sent;
            else lose();
        } catch (LeaseException e) {
            lost = Optional.ofNullable(e.getMessage());
        }
    }

    private void lose() {
        lost = Optional.of(lost("somebody else has taken it over"));
        cell.find()
                .map(there -> LeaseState.read(there.text(), cell.name()))
                .map(there -> there.terms().holder() + " has taken it over at " + there.since())
                .or(() -> Optional.of("somebody has deleted it"))
                .ifPresent(why -> lost = Optional.of(lost(why)));
    }

    private String lost(String why) {
        return "the lease " + cell.name() + " is lost: " + why + ". Nothing more is written or deleted: begin again";
    }

    /// Gives it back.
    ///
    /// @throws StoreException if the store could not be told; then it is free after a while
    void release() {
        if (isLost()) return;
        // Before the store has it: from then on somebody else may hold it.
        lost = Optional.of("the lease " + cell.name() + " was given back");
        write(state.release());
    }

    /// A write that seemed to fail may have changed the object after all; then it is still ours.
    private boolean write(LeaseState next) {
        var stored = cell.replace(next.json(), etag);
        if (stored.isEmpty())
            stored = cell.find()
                    .filter(there -> isOurs(LeaseState.read(there.text(), cell.name())))
                    .flatMap(there -> cell.replace(next.json(), there.etag()));
        stored.ifPresent(object -> {
            state = next;
            etag = object.etag();
        });
        return stored.isPresent();
    }

    private boolean isOurs(LeaseState there) {
        return there.token().equals(state.token()) && !there.released();
    }
}

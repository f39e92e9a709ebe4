package nexus.http;

import java.util.Optional;
import nexus.access.limits.Limits;

/// What a request takes up while it is served: a place among all, and one among those of its caller.
record Seat(Traffic.Place place, Limits.Pass pass) implements AutoCloseable {
    /// Moves to those that only wait.
    ///
    /// @return whether there was room among those of its caller, and among all
    boolean rest() {
        if (!pass.rest()) return false;
        if (place.rest()) return true;
        // Where its place among those at work is taken by now, one more is.
        var _ = pass.resume();
        return false;
    }

    /// Moves back to those at work.
    ///
    /// @return whether there was room
    boolean resume() {
        if (!pass.resume()) return false;
        if (place.resume()) return true;
        var _ = pass.rest();
        return false;
    }

    /// Why a batch of so many messages may not be served, if so.
    Optional<String> objection(int messages) {
        return pass.objection(messages - 1);
    }

    @Override
    public void close() {
        place.close();
        pass.close();
    }
}

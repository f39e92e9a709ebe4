package nexus.bench;

import java.io.IOException;
import java.time.Duration;

/// One measure on one passage of one length.
///
/// @param roundTrip between the driver and the database
record Leg(Duration roundTrip, Measure measure, Passage passage) {
    /// @throws IOException for the first call that failed: what is left of a transfer is no figure
    Outcome run(Cargo cargo, Duration time) throws IOException, InterruptedException {
        var outcome = Load.run(cargo.callers(measure, passage), time);
        if (outcome.errors() == 0) return outcome;
        throw new IOException(measure + " over " + passage.name() + ", " + roundTrip.toMillis() + " ms: "
                + outcome.complaint().orElse("failed"));
    }

    boolean is(Duration length, Measure what, String name) {
        return roundTrip.equals(length) && measure == what && passage.name().equals(name);
    }
}

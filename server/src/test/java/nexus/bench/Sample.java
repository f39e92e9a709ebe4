package nexus.bench;

/// What one round of one row came to.
///
/// @param cpuMillis processor time of the server
record Sample(Outcome outcome, double cpuMillis) {
    /// Wrong answers cost too, so the cost is shared by all.
    double cpuPerCall() {
        return cpuMillis / (outcome.calls() + outcome.errors());
    }

    double callsPerSecond() {
        return outcome.calls() / outcome.seconds();
    }
}

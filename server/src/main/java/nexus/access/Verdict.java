package nexus.access;

import nexus.mcp.catalog.Caller;

/// What became of a request at the gate.
public sealed interface Verdict {
    /// It may pass.
    record Known(Caller caller) implements Verdict {}

    /// It showed nothing.
    ///
    /// @param mayShowCertificate whether that would do too
    record Nobody(boolean mayShowCertificate) implements Verdict {}

    /// What it showed is no good.
    ///
    /// @param reason for the client; no quotes, and nothing of what was shown
    record Refused(String reason) implements Verdict {}

    /// The certificate of its connection, or the lack of one, does not say who it is.
    ///
    /// @param reason for the client
    record Unproved(String reason) implements Verdict {}

    /// What it showed is good, and allows nothing here.
    record Powerless() implements Verdict {}

    /// Nobody can say now.
    record Unknown() implements Verdict {}
}

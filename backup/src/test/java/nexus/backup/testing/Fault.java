package nexus.backup.testing;

import java.time.Duration;

/// What goes wrong with a request.
public sealed interface Fault {
    /// The store answers with an error and does nothing.
    record Answer(int status, String code) implements Fault {}

    /// The store does nothing and answers with these words.
    record Say(int status, String body) implements Fault {}

    /// The store does nothing, and the connection breaks.
    record DropRequest() implements Fault {}

    /// The store does what it is asked, and the connection breaks before it can say so.
    record DropReply() implements Fault {}

    /// The connection breaks within the body of the reply, after so many bytes.
    record CutReply(int after) implements Fault {}

    /// The request waits.
    record Delay(Duration time) implements Fault {}

    /// The store's clock is off in this reply.
    record ShiftDate(Duration by) implements Fault {}

    /// A header of the reply is lost.
    record LoseHeader(String name) implements Fault {}

    /// A bit of what is stored turns on the way.
    record DamageRequest(int at) implements Fault {}

    /// A bit of what is read turns on the way.
    record DamageReply(int at) implements Fault {}

    /// Something happens before the request goes on.
    record First(Runnable deed) implements Fault {}
}

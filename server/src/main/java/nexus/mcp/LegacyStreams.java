package nexus.mcp;

import java.util.Optional;
import nexus.mcp.catalog.Caller;

/// GET and DELETE of the handshake revisions, MCP 2025-11-25 "basic/transports".
final class LegacyStreams {
    private final SessionRoute route;
    private final Sessions sessions;
    private final Streams streams;

    LegacyStreams(SessionRoute route, Sessions sessions, Streams streams) {
        this.route = route;
        this.sessions = sessions;
        this.streams = streams;
    }

    /// Carries what comes for a session until the server stops, another stream takes over, or the client is gone.
    Reply stream(Session session, Caller caller, Channel channel) {
        if (!channel.rest()) return Reply.busy(Optional.empty());
        try (var work = new Work()) {
            channel.whenGone(work::cancel);
            if (route.isHere(session)) {
                // Before the client knows of it: of two streams the one that was asked for later stays.
                var mailbox = sessions.stream(session.number());
                channel.open();
                streams.carry(mailbox, channel);
                return new Reply.None();
            }
            return fromElsewhere(session, caller, channel);
        } catch (InterruptedException e) {
            return new Reply.None();
        }
    }

    private Reply fromElsewhere(Session session, Caller caller, Channel channel) throws InterruptedException {
        var stream = route.ask(session, caller, Errand.STREAM, "").map(answer -> answer.get("stream"));
        if (stream.isEmpty()) return Reply.gone(Optional.empty());
        channel.open();
        var mailbox = new Mailbox();
        var feeder = Thread.ofVirtual().start(() -> feed(session, stream.get(), mailbox));
        try {
            streams.carry(mailbox, channel);
        } finally {
            feeder.interrupt();
        }
        return new Reply.None();
    }

    private void feed(Session session, String stream, Mailbox mailbox) {
        try {
            while (!mailbox.hasEnded() && !Thread.currentThread().isInterrupted()) {
                // Asked twice, because a connection may just have been closed for its age.
                var answer = route.take(session, stream).or(() -> route.take(session, stream));
                if (answer.isEmpty()) return;
                PeerDesk.messages(answer.get()).forEach(mailbox::put);
            }
        } finally {
            mailbox.end();
        }
    }

    /// Ends a session.
    Reply end(Session session, Caller caller) {
        try {
            sessions.end(session.number());
            if (!route.isHere(session)) {
                var _ = route.ask(session, caller, Errand.END, "");
            }
            return new Reply.Ended();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}

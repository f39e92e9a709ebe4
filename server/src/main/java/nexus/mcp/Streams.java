package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open streams of this replica that carry notifications. They end when the server stops.
final class Streams {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Set<Mailbox> open = ConcurrentHashMap.newKeySet();
    private volatile boolean hasEnded;

    /// Sends what comes into a mailbox until it ends, or the client is gone.
    ///
    /// @throws InterruptedException if the client is gone
    void carry(Mailbox mailbox, Channel channel) throws InterruptedException {
        open.add(mailbox);
        try {
            if (hasEnded) mailbox.end();
            while (!mailbox.hasEnded()) {
                for (var message : mailbox.take(LOOK_AGAIN)) channel.send(message.getBytes(UTF_8));
            }
        } finally {
            open.remove(mailbox);
        }
    }

    /// Ends all.
    void end() {
        hasEnded = true;
        open.forEach(Mailbox::end);
    }
}

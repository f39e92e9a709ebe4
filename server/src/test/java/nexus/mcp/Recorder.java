package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nexus.testing.Eventually;
import tools.jackson.databind.JsonNode;

/// A client that takes a stream, and can go away.
final class Recorder implements Channel {
    private static final int DEADLINE_SECONDS = 30;

    private final boolean hasRoom;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private volatile Runnable reaction = () -> {};
    private volatile boolean isOpen;

    Recorder() {
        this(true);
    }

    /// @param hasRoom whether the server lets it wait
    Recorder(boolean hasRoom) {
        this.hasRoom = hasRoom;
    }

    @Override
    public boolean canStream() {
        return true;
    }

    @Override
    public void mayTakeLong() {}

    @Override
    public boolean resume() {
        return true;
    }

    @Override
    public void open() {
        isOpen = true;
    }

    @Override
    public void send(byte[] message) {
        isOpen = true;
        messages.add(Told.read(message));
    }

    @Override
    public void whenGone(Runnable reaction) {
        this.reaction = reaction;
    }

    @Override
    public boolean rest() {
        return hasRoom;
    }

    void waitUntilOpen() {
        Eventually.holds("the stream is open", () -> isOpen);
    }

    /// The client goes away.
    void leave() {
        reaction.run();
    }

    /// Waits for the next message.
    JsonNode next() {
        try {
            var message = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(message, "a message comes");
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All of a method that came and was not taken; the others are dropped.
    List<JsonNode> drain(String method) {
        var rest = new ArrayList<JsonNode>();
        messages.drainTo(rest);
        return rest.stream()
                .filter(message -> message.path("method").asString("").equals(method))
                .toList();
    }
}

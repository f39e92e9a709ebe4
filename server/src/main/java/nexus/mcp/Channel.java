package nexus.mcp;

import java.util.Optional;

/// The way back to the client of one request while it is answered. Each reply begins as one JSON message; the first
/// message sent ahead of it turns the answer into an event stream.
public interface Channel {
    /// A way back that carries the answer alone.
    Channel NONE = new Channel() {
        @Override
        public boolean canStream() {
            return false;
        }

        @Override
        public void mayTakeLong() {}

        @Override
        public void open() {}

        @Override
        public void send(byte[] message) {}

        @Override
        public void whenGone(Runnable reaction) {}

        @Override
        public boolean rest() {
            return false;
        }

        @Override
        public boolean resume() {
            return true;
        }
    };

    /// Whether the client takes an event stream.
    boolean canStream();

    /// Says that a request is at work: its answer becomes an event stream when it takes long. What is refused
    /// before, or is no request, is answered with a status of its own however long that takes.
    void mayTakeLong();

    /// Turns the answer into an event stream now.
    void open();

    /// Sends a JSON-RPC message ahead of the answer; does nothing where the client takes no stream, or is gone.
    void send(byte[] message);

    /// Says what to do once the client is found to be gone, in any thread. The last one said counts.
    void whenGone(Runnable reaction);

    /// Gives back the place among the calls at work, for as long as the request only waits: for events or for a person.
    ///
    /// @return whether there was room for one more that waits
    boolean rest();

    /// Takes a place among the calls at work again, or waits for one.
    ///
    /// @return whether there was one
    boolean resume();

    /// Why a batch of so many messages may not be served to this client now, if so.
    default Optional<String> objection(int messages) {
        return Optional.empty();
    }
}

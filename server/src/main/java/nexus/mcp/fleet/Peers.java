package nexus.mcp.fleet;

import java.time.Duration;
import java.util.Optional;

/// The way to the other replicas.
@FunctionalInterface
public interface Peers {
    /// A fleet of one.
    Peers NONE = (_, _, _) -> Optional.empty();

    /// Asks another replica.
    ///
    /// @param address  of its ops socket, out of a genuine token
    /// @param message  sealed
    /// @param patience how long to wait for the answer
    /// @return the sealed answer; nothing where it cannot be reached
    Optional<String> ask(String address, String message, Duration patience);
}

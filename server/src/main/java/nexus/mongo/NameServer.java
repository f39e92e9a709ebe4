package nexus.mongo;

/// Carries DNS messages to a name server and back.
@FunctionalInterface
public interface NameServer {
    /// Asks once.
    ///
    /// @param query a DNS message without its length
    /// @return the answer, as sent
    /// @throws DatabaseException if none came, with the reason
    byte[] ask(byte[] query);
}

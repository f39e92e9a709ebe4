package nexus.backup.dump;

/// Looks at each document before it is written.
@FunctionalInterface
interface Gate {
    /// Lets everything pass.
    Gate OPEN = (_, _, _) -> true;

    /// Whether a document is to be written.
    ///
    /// @throws LevelLost if it must not be there
    boolean isWanted(byte[] bytes, int offset, int length);
}

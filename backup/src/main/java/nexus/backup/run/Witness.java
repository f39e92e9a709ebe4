package nexus.backup.run;

/// Sees the documents of a run while they are verified. Those of one object come one after the other.
@FunctionalInterface
public interface Witness {
    /// Looks at nothing.
    Witness NONE = (_, _, _, _) -> {};

    /// Sees a document; its bytes are good until this returns.
    void saw(Entry entry, byte[] bytes, int offset, int length);
}

package nexus.access.audit;

/// Is told of those who were turned away.
@FunctionalInterface
public interface Door {
    /// Takes no note.
    Door NONE = _ -> {};

    /// Takes note of one. Does not wait.
    void refused(Refusal refusal);
}

package nexus.backup.dump;

import java.util.List;

/// Hears how far a dump is; told by several threads at once.
public interface Progress {
    /// For whoever does not want to know.
    Progress NONE = new Progress() {};

    /// What a namespace holds, as the server counts; rough.
    record Size(String namespace, long documents, long bytes) {}

    /// All that is to be read; told again where a dump begins anew at a weaker level.
    default void planned(List<Size> sizes) {}

    default void begun(String namespace) {}

    /// Documents were written, beyond those told of before.
    default void advanced(String namespace, long documents, long bytes) {}

    /// What was told of a namespace no longer counts: it is read from its start again.
    default void restarted(String namespace) {}

    default void finished(String namespace) {}

    /// Something an operator should know.
    ///
    /// @param namespace empty where it is about the whole dump
    default void note(String namespace, String text) {}
}

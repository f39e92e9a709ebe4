package nexus.backup.restore;

/// What becomes of a collection that is there already.
public enum IfExists {
    /// The restore does not begin.
    REFUSE,
    /// It is dropped.
    DROP,
    /// It stays, and documents whose `_id` it does not have are added.
    MERGE,
    /// It gets another name, `NAME_before_RUN`, and stays under it.
    RENAME
}

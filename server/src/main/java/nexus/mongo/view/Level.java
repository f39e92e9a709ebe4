package nexus.mongo.view;

/// How far a caller may go with what it sees; each level includes those before it.
public enum Level {
    /// It may be read.
    READ,
    /// Its documents may be changed.
    WRITE,
    /// It may be created, renamed and removed as a whole.
    MANAGE;

    /// Whether this level includes another.
    public boolean includes(Level other) {
        return compareTo(other) >= 0;
    }
}

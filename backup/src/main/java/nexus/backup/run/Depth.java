package nexus.backup.run;

/// How closely a run is looked at.
public enum Depth {
    /// Whether every object is there and has its size.
    HEAD,
    /// The same, and every small object and one large one in ten is read and its hash compared.
    SAMPLE,
    /// Every object is read and its hash compared. Needs no identity.
    FULL,
    /// Every object is decrypted, decompressed and compared, and its documents counted.
    CONTENT
}

package nexus.mcp.catalog;

/// What a caller must be allowed before it sees a tool and may call it.
public enum Right {
    /// To read documents and how they are kept.
    READ,
    /// To change documents.
    WRITE,
    /// To change or remove collections and databases as a whole, and to look at what the server does for others.
    ADMIN
}

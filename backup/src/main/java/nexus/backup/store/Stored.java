package nexus.backup.store;

import java.time.Instant;

/// An object as the store lists it.
///
/// @param key      whole
/// @param bytes    its size
/// @param etag     of this version, as the store writes it
/// @param modified by the store's clock, to the second
public record Stored(String key, long bytes, String etag, Instant modified) {}

package nexus.backup.store;

import java.time.Instant;

/// A small object with its text, in UTF-8.
///
/// @param etag     of this version
/// @param modified by the store's clock, to the second
/// @param now      the store's clock when it answered
public record Content(String text, String etag, Instant modified, Instant now) {}

package nexus.mongo;

/// Asks how many documents match a filter.
///
/// @param filter Extended JSON of a query; empty for all documents
public record Count(String database, String collection, String filter) {}

package nexus.mongo;

/// Asks which values a field has.
///
/// @param field  dotted name
/// @param filter Extended JSON of a query; empty for all documents
/// @param bytes  most bytes of JSON wanted; 0 for as many as the connection allows
public record Distinct(String database, String collection, String field, String filter, long bytes) {}

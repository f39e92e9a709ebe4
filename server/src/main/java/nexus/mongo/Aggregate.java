package nexus.mongo;

/// Asks for the outcome of a pipeline.
///
/// @param collection may be empty when the first stage is `$documents`
/// @param pipeline   Extended JSON of an array of stages
/// @param limit      most documents wanted; 0 for as many as the connection allows
/// @param bytes      most bytes of JSON wanted; 0 for as many as the connection allows
/// @param after      where the page begins, as [Answer.Documents#next()] said; empty for the first
public record Aggregate(String database, String collection, String pipeline, int limit, long bytes, String after) {
    /// The first page.
    public Aggregate(String database, String collection, String pipeline, int limit, long bytes) {
        this(database, collection, pipeline, limit, bytes, "");
    }
}

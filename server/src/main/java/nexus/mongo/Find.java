package nexus.mongo;

/// Asks for documents that match a filter. An empty text means that the argument is absent.
///
/// @param filter     Extended JSON of a query
/// @param projection Extended JSON of a projection
/// @param sort       Extended JSON of a sort order
/// @param skip       matching documents to leave out first
/// @param limit      most documents wanted; 0 for as many as the connection allows
/// @param bytes      most bytes of JSON wanted; 0 for as many as the connection allows
/// @param after      where the page begins, as [Answer.Documents#next()] said
public record Find(
        String database,
        String collection,
        String filter,
        String projection,
        String sort,
        int skip,
        int limit,
        long bytes,
        String after) {
    /// The first page.
    public Find(
            String database,
            String collection,
            String filter,
            String projection,
            String sort,
            int skip,
            int limit,
            long bytes) {
        this(database, collection, filter, projection, sort, skip, limit, bytes, "");
    }
}

package nexus.mongo;

/// A change that somebody wants made.
///
/// @param database   where
/// @param collection in which collection; empty for a whole database
/// @param terms      the rest as a JSON object in Extended JSON, under the names of the tool's arguments
public record Change(Deed deed, String database, String collection, String terms) {
    /// Such as `shop.orders`.
    String target() {
        return collection.isEmpty() ? database : database + "." + collection;
    }
}

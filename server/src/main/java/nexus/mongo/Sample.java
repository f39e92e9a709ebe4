package nexus.mongo;

/// Asks what the documents of a collection look like.
///
/// @param size documents to look at; 1 to 1000
public record Sample(String database, String collection, int size) {
    /// As many documents as tell enough of most collections.
    static final int USUAL = 100;

    static final int MOST = 1_000;
}

package nexus.backup.mcp;

/// What came of a question.
sealed interface Found {
    /// So many documents.
    record Documents(long count) implements Found {}

    /// Nothing, and asking again is of no use.
    record Refused(String why) implements Found {}

    /// Nothing yet: the server may be on its way back to its database.
    record Nothing(String why) implements Found {}
}

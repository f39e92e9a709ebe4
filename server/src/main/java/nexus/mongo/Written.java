package nexus.mongo;

/// What came of a write.
public sealed interface Written {
    /// The server says that it is done.
    ///
    /// @param count    documents inserted, matched or deleted (`n`, or `lastErrorObject.n`)
    /// @param modified documents changed by an update (`nModified`)
    /// @param reply    the server's reply as a JSON object in relaxed Extended JSON, without what it says of itself
    record Done(long count, long modified, String reply) implements Written {}

    /// The command is at fault, and whoever asked can mend it.
    ///
    /// @param reason a sentence that says what to change, and what was done before the fault if anything
    /// @param count  documents that were written before the fault (`n`), those of the part at fault not counted
    record Refused(String reason, long count) implements Written {}

    /// Nothing was changed, for sure: it may be tried again.
    ///
    /// @param reason a sentence without addresses or passwords
    record NotDone(String reason) implements Written {}

    /// It was sent, and whether it was done, or will stay, is not known.
    ///
    /// @param reason a sentence that says what happened and what to look at before it is tried again
    record Unknown(String reason) implements Written {}
}

package nexus.command;

/// How a word has ended.
public enum Ending {
    WELL,
    /// What was looked at is not as it should be.
    FAILED,
    /// It was not called rightly.
    MISUSED
}

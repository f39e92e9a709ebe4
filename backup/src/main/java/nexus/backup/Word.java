package nexus.backup;

/// Something the program can be told to do.
interface Word {
    String name();

    /// For `--help`, with examples.
    String usage();

    /// What it takes on the command line.
    Arguments.Form form();

    default boolean wantsSettings() {
        return true;
    }

    default boolean wantsDatabase() {
        return false;
    }

    Exit run(Session session, Arguments arguments);
}

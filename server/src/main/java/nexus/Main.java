package nexus;

/// Starts the server.
public final class Main {
    private Main() {}

    /// Runs the server until it is told to stop.
    ///
    /// @param args see `--help`
    public static void main(String... args) {
        System.exit(args.length > 100 ? 1 : 0);
    }
}

package nexus.embedded;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/// The embedded database as a program of its own, for demonstrations and tests that want a database on another host:
/// `java -cp nexus-server.jar nexus.embedded.DatabaseMain ADDRESS PORT [empty]`. It runs until it is told to stop.
public final class DatabaseMain {
    static final int MISUSED = 2;
    static final int CANNOT_LISTEN = 3;

    private static final String USAGE =
            "Usage: database ADDRESS PORT [empty]   an IP address (127.0.0.1 for this host alone, "
                    + "0.0.0.0 for all that reach it: there is no authentication) and a port from 1 to 65535; empty: without sample data";
    private static final int MOST = 65_535;
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private DatabaseMain() {}

    /// Runs the program.
    ///
    /// @param args the address, the port, and perhaps `empty`
    public static void main(String... args) throws InterruptedException {
        var code = run(System.out, System.err, List.of(args));
        if (code != 0) System.exit(code);
        new CountDownLatch(1).await();
    }

    /// Opens the database, for as long as the process lives.
    ///
    /// @return 0 once it listens, else why not
    static int run(PrintStream out, PrintStream err, List<String> args) {
        var isEmpty = args.size() == 3 && args.getLast().equals("empty");
        if ((args.size() != 2 && !isEmpty) || !IP.matcher(args.getFirst()).matches() || !isPort(args.get(1))) {
            err.println(USAGE);
            return MISUSED;
        }
        var port = Integer.parseInt(args.get(1));
        try {
            var address = new InetSocketAddress(InetAddress.getByName(args.getFirst()), port);
            var database = isEmpty ? EmbeddedMongo.openEmpty(address) : EmbeddedMongo.open(address);
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            out.println("Listening on " + args.getFirst() + ":" + port + ": " + database.summary());
            return 0;
        } catch (Exception e) { // the emulator's network library throws a BindException that it does not declare
            err.println("database: cannot listen on " + args.getFirst() + ":" + port + ": " + e.getMessage());
            return CANNOT_LISTEN;
        }
    }

    private static boolean isPort(String text) {
        if (!text.matches("[0-9]{1,5}")) return false;
        var port = Integer.parseInt(text);
        return port > 0 && port <= MOST;
    }
}

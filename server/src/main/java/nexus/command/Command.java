package nexus.command;

import java.io.PrintStream;
import java.util.List;

/// The words that the program takes instead of serving, and that need no settings of the server.
public final class Command {
    private static final String TOKEN_USAGE = """
            Usage: nexus token NAME [--scopes read,write]

            Makes a bearer token for the caller NAME (letters, digits and . _ @ -, at most 64). The token is printed on
            standard error, once; the line for NEXUS_TOKENS_FILE on standard output: nexus token alice >> tokens
            --scopes says what it allows: read, write, admin; write includes read, admin both. Without it read,write.""";

    private Command() {}

    /// Whether an argument is a command.
    public static boolean isWord(String word) {
        return word.equals("token") || word.equals("fingerprint");
    }

    /// Runs one.
    ///
    /// @param args the word and what follows it
    public static Ending run(PrintStream out, PrintStream err, List<String> args) {
        var isToken = args.getFirst().equals("token");
        if (args.contains("--help")) {
            out.println(isToken ? TOKEN_USAGE : FingerprintCommand.USAGE);
            return Ending.WELL;
        }
        return isToken ? token(out, err, args) : fingerprint(out, err, args.subList(1, args.size()));
    }

    private static Ending token(PrintStream out, PrintStream err, List<String> args) {
        var command = TokenCommand.parse(args.subList(1, args.size()));
        if (command.isEmpty()) err.println(TOKEN_USAGE);
        return command.map(it -> it.run(out, err)).orElse(Ending.MISUSED);
    }

    private static Ending fingerprint(PrintStream out, PrintStream err, List<String> arguments) {
        var command = FingerprintCommand.parse(arguments);
        if (command.isEmpty()) err.println(FingerprintCommand.USAGE);
        return command.map(it -> it.run(out, err)).orElse(Ending.MISUSED);
    }
}

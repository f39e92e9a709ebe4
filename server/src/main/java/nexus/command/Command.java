package nexus.command;

import java.io.PrintStream;
import java.util.List;
import nexus.access.Token;

/// The words that the program takes instead of serving.
public final class Command {
    private static final String TOKEN_USAGE = """
            Usage: nexus token NAME

            Makes a bearer token for the caller NAME (letters, digits and . _ @ -, at most 64). The token is printed on
            standard error, once; the line for NEXUS_TOKENS_FILE on standard output: nexus token alice >> tokens""";

    private Command() {}

    /// Whether an argument is a command.
    public static boolean isWord(String word) {
        return word.equals("token");
    }

    /// Runs one.
    ///
    /// @param args the word and what follows it
    /// @return whether it was called rightly
    public static boolean run(PrintStream out, PrintStream err, List<String> args) {
        if (args.contains("--help")) {
            out.println(TOKEN_USAGE);
            return true;
        }
        if (args.size() != 2 || !Token.isName(args.getLast())) {
            err.println(TOKEN_USAGE);
            return false;
        }
        var token = Token.random();
        err.println("The token of " + args.getLast() + ", shown only now: "
                + token.secret().value());
        out.println(token.line(args.getLast()));
        return true;
    }
}

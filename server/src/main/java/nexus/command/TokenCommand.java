package nexus.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import nexus.access.Rights;
import nexus.access.Token;

/// The word `token`: makes a bearer token.
///
/// @param name   of its caller
/// @param scopes words for what it allows; empty where nothing was said
record TokenCommand(String name, List<String> scopes) {
    TokenCommand {
        scopes = List.copyOf(scopes);
    }

    /// Reads the arguments after the word; nothing if they cannot be read.
    static Optional<TokenCommand> parse(List<String> arguments) {
        var name = Optional.<String>empty();
        var scopes = List.<String>of();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var text = rest.next();
            if (text.equals("--scopes") && rest.hasNext()) {
                scopes = List.of(rest.next().split("[ ,]+", -1));
                if (!scopes.stream().allMatch(word -> Rights.of(word).isPresent())) return Optional.empty();
            } else if (name.isEmpty() && Token.isName(text)) name = Optional.of(text);
            else return Optional.empty();
        }
        var said = scopes;
        return name.map(caller -> new TokenCommand(caller, said));
    }

    Ending run(PrintStream out, PrintStream err) {
        var token = Token.random();
        err.println(
                "The token of " + name + ", shown only now: " + token.secret().value());
        out.println(token.line(name, scopes));
        return Ending.WELL;
    }
}

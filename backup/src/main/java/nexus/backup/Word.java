package nexus.backup;

import java.util.Arrays;
import java.util.List;
import nexus.backup.run.Kind;

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

    /// Whether metrics tell how it ended: it has worked on all of a kind, and not only shown what it would do.
    default boolean isMeasured(Arguments arguments) {
        return !arguments.has("dry-run");
    }

    /// The kinds of runs it works on: the one that is named, else that which the word itself names, else the data.
    default List<Kind> kinds(Arguments arguments) {
        var own = Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(name()))
                .findFirst();
        return List.of(arguments.kind().or(() -> own).orElse(Kind.DATA));
    }

    /// Whether it needs a database when it is told this.
    default boolean wantsDatabase(Arguments arguments) {
        return false;
    }

    Exit run(Session session, Arguments arguments);
}

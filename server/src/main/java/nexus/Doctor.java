package nexus;

import java.io.Console;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import nexus.access.grants.GrantsFile;
import nexus.command.Check;
import nexus.command.CheckOptions;
import nexus.config.LogFormat;
import nexus.tools.Views;

/// The word `check`: hands the connections of the settings to the command.
record Doctor(PrintStream out, PrintStream err, CheckOptions options) {
    Main.Exit run(Settings settings) {
        // Steps say what the log would.
        LogFormat.TEXT.install(LogFormat.Threshold.ERROR);
        var names = new TreeSet<>(settings.connections().keySet());
        if (names.isEmpty())
            return refuse("no connection is configured, so the server would use its embedded database: set MONGO_URI");
        var unknown =
                options.names().stream().filter(name -> !names.contains(name)).toList();
        if (!unknown.isEmpty())
            return refuse("there is no connection " + String.join(", ", unknown) + "; there are: "
                    + String.join(", ", names));
        var ways = new HashMap<String, Check.Way>();
        settings.connections()
                .forEach((name, link) -> ways.put(
                        name, new Check.Way(link.mongo(), link.tunnel(), tunnel -> Link.through(tunnel, link))));
        var check = new Check(out, isTerminal(), options);
        settings.grants().ifPresent(file -> check.tell(file, GrantsFile.load(file, Views::problems), names));
        return check.run(ways) ? Main.Exit.OK : Main.Exit.FAILED;
    }

    private Main.Exit refuse(String why) {
        err.println("nexus check: " + why);
        return Main.Exit.BAD_CONFIG;
    }

    private boolean isTerminal() {
        var isPlain = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return out.equals(System.out) && console.isPresent() && !isPlain;
    }

    /// Reads the arguments after the word.
    static Main.Exit run(PrintStream out, PrintStream err, List<String> words, Main.Configured configured) {
        if (words.contains("--help")) {
            out.println(CheckOptions.USAGE);
            return Main.Exit.OK;
        }
        var options = CheckOptions.parse(words);
        if (options.isEmpty()) {
            err.println(CheckOptions.USAGE);
            return Main.Exit.BAD_CONFIG;
        }
        return configured.with(new Doctor(out, err, options.get())::run);
    }
}

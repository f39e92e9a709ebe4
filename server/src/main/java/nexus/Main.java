package nexus;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nexus.command.Command;
import nexus.command.Ending;
import nexus.config.ConfigException;
import nexus.config.Profile;
import nexus.config.Sources;

/// The program: reads arguments and settings, starts the server, waits for the signal to stop.
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private static final String USAGE = """
            Usage: nexus [-Dnexus.KEY=VALUE …]     start the server
                   nexus check [NAME…]             try out the connections, step by step
                   nexus fingerprint HOST[:PORT]   print the host keys of an SSH server
                   nexus token NAME [--scopes …]   make a bearer token
                   nexus --help | --version

            Settings come from -D, the environment, and the YAML file of NEXUS_CONFIG: see docs/configuration.md.
            Ends with 0 after a drained stop, 1 when what a word looked at is not well, 2 when the configuration is wrong,
            3 when it cannot start; a second signal ends it at once, with 137. Each word has a --help.""";

    private Main() {}

    /// How the program ends.
    enum Exit {
        OK(0),
        FAILED(1),
        BAD_CONFIG(2),
        CANNOT_START(3);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /// Runs the program until it is told to stop.
    ///
    /// @param args see `--help`
    public static void main(String... args) {
        System.exit(run(System.out, System.err, List.of(args)).code());
    }

    static Exit run(PrintStream out, PrintStream err, List<String> args) {
        if (args.equals(List.of("--help"))) return say(out, USAGE, Exit.OK);
        if (args.equals(List.of("--version"))) return say(out, About.TITLE, Exit.OK);
        if (!args.isEmpty() && Command.isWord(args.getFirst())) return exit(Command.run(out, err, args));
        var unknown = args.stream().filter(arg -> !arg.startsWith("-Dnexus.")).toList();
        if (!unknown.isEmpty() && unknown.getFirst().equals("check"))
            return Doctor.run(out, err, unknown.subList(1, unknown.size()), next -> configured(err, args, next));
        if (!unknown.isEmpty())
            return say(err, "nexus: unknown argument " + nameOf(unknown.getFirst()) + "\n\n" + USAGE, Exit.BAD_CONFIG);
        return configured(err, args, settings -> start(settings, out, err));
    }

    private static Exit exit(Ending ending) {
        return switch (ending) {
            case WELL -> Exit.OK;
            case FAILED -> Exit.FAILED;
            case MISUSED -> Exit.BAD_CONFIG;
        };
    }

    /// What stands behind the sign may be a secret.
    private static String nameOf(String argument) {
        var equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals) + "=<hidden>";
    }

    private static Exit say(PrintStream to, String text, Exit exit) {
        to.println(text);
        return exit;
    }

    /// Reads the settings and goes on with them, or tells all their problems.
    interface Configured {
        Exit with(Function<Settings, Exit> next);
    }

    private static Exit configured(PrintStream err, List<String> args, Function<Settings, Exit> next) {
        try {
            return next.apply(Sources.open(properties(args), System.getenv(), Settings.ALIASES)
                    .read(Settings::read));
        } catch (ConfigException e) {
            err.println("The configuration cannot be used:");
            e.problems().forEach(problem -> err.println("  " + problem));
            return Exit.BAD_CONFIG;
        }
    }

    /// System properties, with the program's own `-D` arguments over them.
    private static Map<String, String> properties(List<String> args) {
        var properties = new HashMap<String, String>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        for (var arg : args) {
            if (!arg.startsWith("-D")) continue;
            var equals = arg.indexOf('=');
            var end = equals < 0 ? arg.length() : equals;
            properties.put(arg.substring(2, end), equals < 0 ? "" : arg.substring(equals + 1));
        }
        return properties;
    }

    private static Exit start(Settings settings, PrintStream out, PrintStream err) {
        settings.log().format().install(settings.log().level());
        if (System.getenv("LOCAL_PORT") != null)
            LOG.log(INFO, "LOCAL_PORT does nothing here: the tunnel's port inside the process is chosen freely");
        return serve(settings, out, err);
    }

    private static Exit serve(Settings settings, PrintStream out, PrintStream err) {
        var stop = StopSignal.install();
        try (var nexus = Nexus.open(settings)) {
            while (!nexus.awaitReady(LOOK_AGAIN) && !stop.isRaised()) LOG.log(DEBUG, "not ready yet");
            if (settings.profile() == Profile.DEVELOPMENT && !stop.isRaised()) Banner.print(out, nexus, settings);
            stop.await();
            StopSignal.endWithin(
                    settings.stop().pause().plus(settings.stop().grace()).plus(CLOSING));
            nexus.drain();
            return Exit.OK;
        } catch (InterruptedException e) {
            return Exit.OK;
        } catch (RuntimeException e) {
            err.println("nexus cannot start: " + reason(e));
            return Exit.CANNOT_START;
        }
    }

    /// The messages of a failure and its causes: "cannot bind" alone does not name the port.
    private static String reason(Throwable failure) {
        var reasons = new ArrayList<String>();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            if (reasons.stream().noneMatch(reason -> reason.contains(message))) reasons.add(message);
        }
        return String.join(": ", reasons);
    }
}

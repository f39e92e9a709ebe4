package nexus.backup;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nexus.config.ConfigException;
import nexus.config.Nearest;
import nexus.config.Sources;

/// The program: finds the word, reads the settings and runs it.
public final class Main {
    private static final String USAGE = """
            Usage: backup WORD [OPTION…] [-Dnexus.KEY=VALUE …]

              dump        save the documents of MongoDB as a new run
              resources   save the objects of a namespace of Kubernetes as a new run
              list        show which runs there are
              verify      read a run back and compare it with its manifest
              restore     write a run into MongoDB or Kubernetes, once all of it is verified
              drill       restore a run into a scratch database, to see that it works
              prune       delete runs that are past their time
              keygen      make a key pair: runs are encrypted to the public key

            Each word has a --help with examples. Settings come from -D, the environment, and the YAML file of NEXUS_CONFIG:
            see docs/backup.md.

            Ends with 0 when all is well, 2 arguments or settings, 3 MongoDB, Kubernetes or the way to them, 4 the bucket,
            5 a run is damaged, or a restore or a drill is not equal to it, 6 another program holds the lease, 7 a restore is
            not finished: called again it goes on.""";

    private static final List<Word> WORDS = List.of(
            new DumpWord(),
            new ResourcesWord(),
            new ListWord(),
            new VerifyWord(),
            new RestoreWord(),
            new DrillWord(),
            new PruneWord(),
            new KeygenWord());

    /// Less than a pod is given.
    private static final Duration STOP = Duration.ofSeconds(50);

    private Main() {}

    /// Runs a word.
    ///
    /// @param args see `--help`
    public static void main(String... args) {
        var worker = Thread.currentThread();
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, ended), "stop"));
        var exit = run(System.out, System.err, List.of(args), System.getenv());
        ended.countDown();
        System.exit(exit.code());
    }

    /// On SIGTERM: gives what is at work some time to abort its uploads and to give its lease back.
    private static void stop(Thread worker, CountDownLatch ended) {
        if (ended.getCount() == 0) return;
        worker.interrupt();
        try {
            if (!ended.await(STOP.toSeconds(), TimeUnit.SECONDS))
                System.err.println("backup: it was told to stop, and did not within " + STOP.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Exit run(PrintStream out, PrintStream err, List<String> args, Map<String, String> environment) {
        if (args.isEmpty() || args.equals(List.of("--help"))) {
            (args.isEmpty() ? err : out).println(USAGE);
            return args.isEmpty() ? Exit.USAGE : Exit.OK;
        }
        if (args.equals(List.of("--version"))) {
            out.println(About.TITLE);
            return Exit.OK;
        }
        var name = args.getFirst();
        var word = WORDS.stream().filter(one -> one.name().equals(name)).findFirst();
        if (word.isEmpty()) return unknown(err, name);
        if (args.contains("--help")) {
            out.println(word.get().usage());
            return Exit.OK;
        }
        return guarded(err, word.get(), () -> start(out, err, word.get(), args.subList(1, args.size()), environment));
    }

    private static Exit unknown(PrintStream err, String name) {
        var near = Nearest.slip(name, WORDS.stream().map(Word::name).toList());
        err.println("backup: there is no word '" + name + "'"
                + near.map(known -> "; did you mean " + known + "?").orElse("") + "\n\n" + USAGE);
        return Exit.USAGE;
    }

    private static Exit start(
            PrintStream out, PrintStream err, Word word, List<String> args, Map<String, String> environment) {
        var words = new ArrayList<String>();
        var properties = new HashMap<String, String>();
        System.getProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
        for (var arg : args) if (!isProperty(arg, properties)) words.add(arg);
        var arguments = Arguments.parse(word.form(), words);
        var sources = Sources.open(properties, environment, Settings.ALIASES, List.of("backup.yaml"));
        var settings = word.wantsSettings()
                ? Optional.of(sources.read(root -> Settings.read(root, word.wantsDatabase(arguments))))
                : Optional.<Settings>empty();
        settings.ifPresent(all -> all.log().format().install(all.log().level()));
        try (var session = new Session(settings, out, err)) {
            if (settings.isEmpty()) return word.run(session, arguments);
            return new Measuring(session, word, arguments)
                    .of(() -> guarded(err, word, () -> word.run(session, arguments)));
        }
    }

    private static boolean isProperty(String arg, Map<String, String> properties) {
        if (!arg.startsWith("-Dnexus.")) return false;
        int equals = arg.indexOf('=');
        properties.put(
                arg.substring(2, equals < 0 ? arg.length() : equals), equals < 0 ? "" : arg.substring(equals + 1));
        return true;
    }

    private static Exit guarded(PrintStream err, Word word, Supplier<Exit> work) {
        try {
            return work.get();
        } catch (ConfigException e) {
            err.println("The configuration cannot be used:");
            e.problems().forEach(problem -> err.println("  " + problem));
            return Exit.USAGE;
        } catch (RuntimeException | Error e) {
            var failure = Failure.of(e, word);
            if (failure.exit() == Exit.BUG) e.printStackTrace(err);
            err.println("backup " + word.name() + ": " + failure.sentence());
            return failure.exit();
        }
    }
}

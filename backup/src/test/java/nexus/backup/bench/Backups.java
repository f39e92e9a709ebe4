package nexus.backup.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What a dump and a restore cost, with several collections at once and with one, and what encryption and verification
/// add to it. The rounds of all are interleaved, so that a noisy minute hits everyone.
final class Backups {
    private static final int WARM_UP_BLOCKS = 800;
    private static final int BLOCKS = 800;

    /// A slow machine has fewer rounds.
    private static final Duration LONGEST = Duration.ofSeconds(150);

    // Kept here because the logging of the JDK forgets a logger, and its level, that nobody holds.
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    private Backups() {}

    /// Measures, and prints a report.
    ///
    /// @param arguments the folder of logs, rounds, and megabytes of documents
    public static void main(String... arguments) throws IOException, InterruptedException {
        DRIVER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[1]);
        try (var site = Site.open(Path.of(arguments[0]))) {
            System.err.println("filling the database");
            long bytes = site.fill(Integer.parseInt(arguments[2]));
            var outcomes = new EnumMap<Step, List<Outcome>>(Step.class);
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int round = 1; round <= rounds && (round == 1 || System.nanoTime() < end); round++) {
                System.err.println("round " + round + " of " + rounds);
                for (var step : Step.values())
                    outcomes.computeIfAbsent(step, _ -> new ArrayList<>()).add(site.run(step));
            }
            System.out.println(new BackupReport(bytes, outcomes, encryption(rounds)).text());
        }
    }

    /// Seconds of encoding, with age over without, by turns.
    private static Map<Boolean, List<Double>> encryption(int rounds) throws IOException {
        var seconds = Map.<Boolean, List<Double>>of(true, new ArrayList<>(), false, new ArrayList<>());
        for (var isEncrypted : List.of(true, false)) Encoding.seconds(WARM_UP_BLOCKS, isEncrypted);
        for (int round = 0; round < rounds; round++)
            for (var one : seconds.entrySet()) one.getValue().add(Encoding.seconds(BLOCKS, one.getKey()));
        return seconds;
    }
}

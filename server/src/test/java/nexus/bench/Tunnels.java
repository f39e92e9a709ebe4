package nexus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What Nexus's tunnel costs the driver, beside a direct connection and beside OpenSSH's client, at several distances.
/// The rounds of all are interleaved, so that a noisy minute hits everyone.
final class Tunnels {
    private static final Map<String, String> USUAL = Map.of("--rounds", "3", "--seconds", "1", "--delays", "0,10,50");

    /// The code of all distances is the same, so it is warmed up at the first alone, where it takes the least time.
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private static final Duration TOUCH = Duration.ofMillis(1);

    // Kept here because the logging of the JDK forgets a logger, and its level, that nobody holds.
    private static final Logger TUNNEL = Logger.getLogger("nexus.tunnel");

    private Tunnels() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.of(USUAL, arguments);
        Files.createDirectories(options.folder());
        TUNNEL.setLevel(Level.WARNING);
        Guard.start(budget(options));
        try (var site = Site.open(options)) {
            var outcomes = measure(options, site);
            System.err.println("heap");
            System.out.println(new TunnelReport(options.delays(), outcomes, TunnelHeap.measure(site)).text());
        }
    }

    /// More than a run takes on a slow machine.
    private static Duration budget(Options options) {
        long cells = (long) options.delays().size() * Measure.values().length * Passage.NAMES.size();
        return options.time()
                .plusSeconds(5)
                .multipliedBy(cells * (options.rounds() + 1))
                .plusMinutes(3);
    }

    private static Map<Leg, List<Outcome>> measure(Options options, Site site)
            throws IOException, InterruptedException {
        var legs = legs(site.passages());
        var first = options.delays().getFirst();
        for (var leg : legs) {
            var _ = leg.run(site.cargo(), leg.roundTrip().equals(first) ? WARM_UP : TOUCH);
        }
        var outcomes = new LinkedHashMap<Leg, List<Outcome>>();
        for (int round = 1; round <= options.rounds(); round++) {
            System.err.println("round " + round + " of " + options.rounds());
            for (var leg : legs) {
                outcomes.computeIfAbsent(leg, _ -> new ArrayList<>()).add(leg.run(site.cargo(), options.time()));
            }
        }
        return outcomes;
    }

    /// In the order in which they take turns.
    private static List<Leg> legs(Map<Duration, List<Passage>> passages) {
        var legs = new ArrayList<Leg>();
        passages.forEach((roundTrip, all) -> {
            for (var measure : Measure.values()) all.forEach(passage -> legs.add(new Leg(roundTrip, measure, passage)));
        });
        return legs;
    }
}

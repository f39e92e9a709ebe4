package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nexus.testing.Http;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.Test;

/// The page that tells operators of the metrics names those that are there, and no others.
class MetricsPageTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)` \\| (gauge|counter|histogram) \\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SERIES = Pattern.compile("^([a-z_]+)\\{([^}]*)}", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    /// Helidon adds the one to every series; the other belongs to histograms.
    private static final Set<String> UNTOLD = Set.of("scope", "le");

    /// What is told of a metric.
    record Metric(String type, Set<String> labels) {}

    @Test
    void namesTypeAndLabelsOfWhatIsThere() throws IOException, InterruptedException {
        try (var bastion = SshPeer.start();
                var mongo = MongoPeer.inProcess();
                var nexus = NexusPeer.start(through(bastion, mongo))) {
            nexus.call("count", "{\"database\":\"shop\",\"collection\":\"orders\"}");
            nexus.call("nonsense", "{}");
            assertEquals(told(), there(Http.get(nexus.ops() + "/metrics").body()));
        }
    }

    private static Map<String, String> through(SshPeer bastion, MongoPeer mongo) {
        return Map.of(
                "MONGO_URI", mongo.uri(),
                "SSH_HOST", bastion.host(),
                "SSH_PORT", Integer.toString(bastion.port()),
                "SSH_USER", bastion.user(),
                "SSH_KEY_FILE", bastion.keyFile().toString(),
                "SSH_KNOWN_HOSTS_FILE", bastion.knownHostsFile().toString());
    }

    private static Map<String, Metric> told() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Metric(row.group(2), words(row.group(3))),
                        (one, _) -> one,
                        TreeMap::new));
    }

    private static Set<String> words(String labels) {
        return Pattern.compile("`([a-z_]+)`")
                .matcher(labels)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Metric> there(String text) {
        var metrics = new TreeMap<String, Metric>();
        TYPE.matcher(text)
                .results()
                .forEach(type -> metrics.put(type.group(1), new Metric(type.group(2), new TreeSet<>())));
        SERIES.matcher(text).results().forEach(series -> {
            var name = metrics.containsKey(series.group(1))
                    ? series.group(1)
                    : series.group(1).replaceFirst("_(bucket|count|sum)$", "");
            Matcher label = LABEL.matcher(series.group(2));
            while (label.find())
                if (!UNTOLD.contains(label.group(1))) metrics.get(name).labels().add(label.group(1));
        });
        return metrics;
    }
}

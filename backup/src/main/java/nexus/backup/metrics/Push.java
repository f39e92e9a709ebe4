package nexus.backup.metrics;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.backup.http.Exchange;
import nexus.config.Secret;

/// Hands figures to a Pushgateway. One that cannot be reached is a warning: a backup is not worse for it.
public record Push(Exchange gateway) {
    private static final System.Logger LOG = System.getLogger(Push.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MOST_SAID = 200;

    /// A gateway at a URL, of which a name and a password are sent and never printed.
    public static Push to(Secret url) {
        return new Push(new Exchange(url, LONGEST));
    }

    /// Replaces the metrics of these names in a group, and leaves its others.
    public void send(Group group, List<Sample> samples) {
        var text = samples.stream().map(Sample::write).collect(Collectors.joining());
        try {
            var answer = gateway.post(group.path(), text, Map.of("Content-Type", TYPE));
            if (!answer.isWell())
                warn("it answers " + answer.status() + " " + Exchange.quoted(answer.body(), MOST_SAID));
        } catch (IOException e) {
            warn(String.valueOf(e.getMessage()));
        }
    }

    private void warn(String why) {
        LOG.log(WARNING, "The metrics could not be pushed to " + gateway.shown() + ": " + why);
    }
}

package nexus.backup.metrics;

import java.util.Optional;
import nexus.backup.http.Exchange;
import nexus.config.Secret;
import nexus.config.Section;

/// Where metrics go.
///
/// @param push      URL of a Pushgateway, with a user's name and password where it wants them
/// @param namespace the label; empty where nobody says
public record Settings(Optional<Secret> push, String namespace) {
    private static final String ALLOWED = "http:// or https:// and a host";

    public static Settings read(Section section) {
        var push = section.secretIfSet("push", ALLOWED);
        var trouble = push.flatMap(url -> Exchange.trouble(url.value()));
        trouble.ifPresent(what -> section.problem("push", what, ALLOWED, "push: http://pushgateway:9091"));
        return new Settings(
                trouble.isPresent() ? Optional.empty() : push,
                section.textIfSet("namespace", "a label of the metrics").orElse(""));
    }
}

package nexus.backup.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The labels under which a Pushgateway keeps what it is told until something else comes under the same.
public record Group(SequencedMap<String, String> labels) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    public Group {
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    }

    /// As it stands in the path of a push. A value that is empty or has a slash cannot stand there as it is, and
    /// others need not.
    String path() {
        return labels.entrySet().stream().map(Group::segment).collect(Collectors.joining("/", "/metrics/", ""));
    }

    private static String segment(Map.Entry<String, String> label) {
        var value = label.getValue();
        if (PLAIN.matcher(value).matches()) return label.getKey() + "/" + value;
        var encoded = Base64.getUrlEncoder().encodeToString(value.getBytes(UTF_8));
        return label.getKey() + "@base64/" + (encoded.isEmpty() ? "=" : encoded);
    }
}

package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// A release as Helm keeps it in a Secret.
///
/// @param about  its name, namespace, revision, status, and the name and versions of its chart
/// @param values what the user gave for it, as `helm get values` prints them
record HelmRelease(Map<String, Object> about, Map<String, Object> values) {
    private static final int MOST = 64 << 20;

    /// Reads one.
    ///
    /// @throws ClusterException if the Secret holds none
    static HelmRelease read(GenericKubernetesResource secret) {
        var name = secret.getMetadata().getName();
        var data = Codec.text(Codec.tree(secret), "data", "release");
        if (data.isEmpty()) throw unreadable(name, "it has no key \"release\"");
        try {
            return of(Codec.tree(decode(data)));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(name, String.valueOf(e.getMessage()));
        } catch (ClusterException e) {
            // What a parser says quotes the values.
            throw unreadable(name, "it is no JSON object");
        }
    }

    private static ClusterException unreadable(String secret, String why) {
        return new ClusterException("the Secret " + secret + " does not hold a release of Helm: " + why
                + "; mend backup.resources.helm-secret, or leave it out");
    }

    /// base64 as every Secret has it, and below it base64 and gzip as Helm writes them.
    private static String decode(String data) throws IOException {
        var text = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            var json = gzip.readNBytes(MOST + 1);
            if (json.length > MOST) throw new IOException("it is larger than " + MOST + " bytes");
            return new String(json, StandardCharsets.UTF_8);
        }
    }

    private static HelmRelease of(Map<String, Object> release) {
        var about = new LinkedHashMap<String, Object>();
        about.put("name", Codec.text(release, "name"));
        about.put("namespace", Codec.text(release, "namespace"));
        about.put("revision", release.getOrDefault("version", 0));
        about.put("status", Codec.text(release, "info", "status"));
        about.put("deployed", Codec.text(release, "info", "last_deployed"));
        about.put("chart", Codec.text(release, "chart", "metadata", "name"));
        about.put("version", Codec.text(release, "chart", "metadata", "version"));
        about.put("appVersion", Codec.text(release, "chart", "metadata", "appVersion"));
        return new HelmRelease(about, Scrub.inner(release, "config"));
    }

    String text(String key) {
        return Codec.text(about, key);
    }

    /// The command that installs it again. Helm does not note where a chart is from: REPO stands for that.
    ///
    /// @param namespace where
    /// @param values    the file of its values
    static String command(Map<String, Object> about, String namespace, String values) {
        return "helm upgrade --install " + Codec.text(about, "name") + " REPO/" + Codec.text(about, "chart")
                + " --version " + Codec.text(about, "version") + " -n " + namespace + " -f " + values;
    }
}

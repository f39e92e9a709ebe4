package nexus.backup.resources;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Secrets as Helm makes them.
public final class HelmReleases {
    private HelmReleases() {}

    /// The Secret of a release.
    ///
    /// @param json of the release
    public static Map<String, Object> secret(String name, String json) {
        return Map.of(
                "apiVersion", "v1",
                "kind", "Secret",
                "type", "helm.sh/release.v1",
                "metadata", Map.of("name", name, "labels", Map.of("owner", "helm", "status", "deployed")),
                "data", Map.of("release", base64(base64(gzip(json)).getBytes(StandardCharsets.US_ASCII))));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class HelmReleaseTest {
    private static HelmRelease release(String json) {
        return HelmRelease.read(Codec.object(HelmReleases.secret("sh.helm.release.v1.shop.v3", json)));
    }

    @Test
    void readsChartAndValues() {
        var release = release("""
                {"name": "shop", "namespace": "prod", "version": 3,
                 "info": {"status": "deployed", "last_deployed": "2026-01-31T02:00:00Z"},
                 "chart": {"metadata": {"name": "nexus-mcp", "version": "0.1.0", "appVersion": "1.2"},
                   "templates": [{"name": "x", "data": "c2VjcmV0"}], "values": {"replicas": 1}},
                 "config": {"replicas": 2}, "manifest": "---"}""");
        assertEquals("replicas: 2\n", Codec.yaml(release.values()));
        assertEquals(
                Map.of(
                        "name", "shop",
                        "namespace", "prod",
                        "revision", 3,
                        "status", "deployed",
                        "deployed", "2026-01-31T02:00:00Z",
                        "chart", "nexus-mcp",
                        "version", "0.1.0",
                        "appVersion", "1.2"),
                release.about());
        assertEquals(
                "helm upgrade --install shop REPO/nexus-mcp --version 0.1.0 -n test -f values.yaml",
                HelmRelease.command(release.about(), "test", "values.yaml"));
    }

    @Test
    void aReleaseWithoutValuesHasNone() {
        assertEquals(
                "{}\n",
                Codec.yaml(release("{\"name\": \"shop\", \"config\": null}").values()));
    }

    /// A reader of YAML 1.1, such as Helm's, must not take a text for something else.
    @Test
    void valuesComeBackAsTheyWere() {
        var odd = List.of(
                "yes",
                "off",
                "~",
                "",
                "012",
                "0o17",
                "1_000",
                "1e3",
                "1.10",
                "2026-01-31",
                "a: b",
                "# c",
                "line\nline\n",
                " lead\n  deeper\nend ",
                "tab\there",
                "ümlaut 😀",
                "\u0007bell",
                "\\n",
                "'\"",
                "!tag",
                "*a");
        var json = Codec.json(Map.of(
                "config",
                Map.of(
                        "texts",
                        odd,
                        "numbers",
                        List.of(1, 2.5, 12345678901L),
                        "no",
                        true,
                        "deep",
                        Map.of("empty", Map.of(), "list", List.of()))));
        var values = release(json).values();
        Map<String, Object> read = new Yaml().load(Codec.yaml(values));
        assertEquals(odd, read.get("texts"));
        assertEquals(List.of(1, 2.5, 12345678901L), read.get("numbers"));
        assertEquals(true, read.get("no"));
        assertEquals(Map.of("empty", Map.of(), "list", List.of()), read.get("deep"));
    }

    record Bad(String why, Map<String, Object> data) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Bad> bad() {
        var once = HelmReleases.base64(HelmReleases.gzip("{}"));
        return Stream.of(
                new Bad("no key", Map.of("other", "eA==")),
                new Bad("base64 but once", Map.of("release", once)),
                new Bad("no gzip", Map.of("release", HelmReleases.base64("eyJ9".getBytes(StandardCharsets.US_ASCII)))),
                new Bad(
                        "no JSON",
                        Map.of(
                                "release",
                                HelmReleases.base64(HelmReleases.base64(HelmReleases.gzip("{hunter2}"))
                                        .getBytes(StandardCharsets.US_ASCII)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void saysThatASecretHoldsNone(Bad bad) {
        var secret = Codec.object(
                Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "odd"), "data", bad.data()));
        var message = assertThrows(ClusterException.class, () -> HelmRelease.read(secret))
                .getMessage();
        assertTrue(message.startsWith("the Secret odd does not hold a release of Helm: "), message);
        assertFalse(message.contains("hunter2"), message);
    }
}

package nexus.chart.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the chart and its files are.
public final class Chart {
    /// The folder of the chart. Tests run in the folder of their module.
    public static final Path HOME = Path.of("nexus-mcp").toAbsolutePath();

    /// The groups whose objects the chart makes where a cluster serves them.
    public static final List<String> OPTIONAL_GROUPS = List.of(
            "monitoring.coreos.com/v1",
            "networking.istio.io/v1",
            "security.istio.io/v1",
            "gateway.networking.k8s.io/v1",
            "cert-manager.io/v1",
            "external-secrets.io/v1",
            "keda.sh/v1alpha1",
            "autoscaling.k8s.io/v1",
            "custom.metrics.k8s.io/v1beta1");

    private static final Map<String, String> TEMPLATES = readTemplates();

    private Chart() {}

    /// Every file of values that comes with the chart: examples of `ci/` and overlays.
    public static List<Path> valuesFiles() {
        var files = new ArrayList<>(files(HOME.resolve("ci"), "-values.yaml"));
        files.addAll(overlays());
        return files;
    }

    public static List<Path> overlays() {
        return List.of("dev", "staging", "prod").stream()
                .map(each -> HOME.resolve("values-" + each + ".yaml"))
                .toList();
    }

    public static Path ci(String name) {
        return HOME.resolve("ci").resolve(name + "-values.yaml");
    }

    /// The sources of the templates by their path in the chart.
    public static Map<String, String> templates() {
        return TEMPLATES;
    }

    private static Map<String, String> readTemplates() {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(HOME.resolve("templates"))) {
            files.filter(Files::isRegularFile).forEach(each -> sources.put(HOME.relativize(each) + "", read(each)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The chart in another folder, to be changed there.
    public static Path copyTo(Path folder) {
        try (var files = Files.walk(HOME)) {
            for (var each : files.toList()) {
                var target = folder.resolve(HOME.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(each, target);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package nexus.chart.testing;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A helm program.
///
/// @param major 3 or 4
public record Helm(Path program, int major) {
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\d+");
    private static final List<Helm> FOUND = find();

    /// Every major that this machine has: `NEXUS_HELM3` and `NEXUS_HELM4`, else the one on PATH. Where there is none
    /// the test
    /// is skipped, and says so.
    public static List<Helm> all() {
        assumeFalse(
                FOUND.isEmpty(),
                "no Helm: set NEXUS_HELM3 and NEXUS_HELM4, put helm on PATH, or call ops/check, which fetches both");
        return FOUND;
    }

    /// The newest that is there.
    public static Helm newest() {
        return all().getLast();
    }

    /// Runs `helm` with these arguments, without a cluster.
    public Result run(String... arguments) {
        return run(List.of(arguments), Map.of("KUBECONFIG", "/dev/null"));
    }

    public Result run(List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(arguments);
        return Programs.run(command, environment);
    }

    /// What `helm template` makes of it.
    ///
    /// @throws AssertionError where Helm refuses it
    public Manifests template(Release release) {
        return Manifests.of(tryTemplate(release).orFail());
    }

    public Result tryTemplate(Release release) {
        return run(release.arguments("template").toArray(String[]::new));
    }

    @Override
    public String toString() {
        return "Helm " + major;
    }

    private static List<Helm> find() {
        return Stream.of(3, 4).flatMap(major -> find(major).stream()).toList();
    }

    private static Optional<Helm> find(int major) {
        var named = Optional.ofNullable(System.getenv("NEXUS_HELM" + major)).map(Path::of);
        var onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(each -> Path.of(each, "helm"))
                .filter(Files::isExecutable);
        return Stream.concat(named.stream(), onPath)
                .map(each -> new Helm(each, major))
                .filter(Helm::isWhatItSays)
                .findFirst();
    }

    private boolean isWhatItSays() {
        var version = VERSION.matcher(run("version", "--short").out());
        return version.find() && Integer.parseInt(version.group(1)) == major;
    }

    /// A chart as one file.
    public Path pack(Path chart, Path folder) throws IOException {
        run("package", chart.toString(), "--destination", folder.toString()).orFail();
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

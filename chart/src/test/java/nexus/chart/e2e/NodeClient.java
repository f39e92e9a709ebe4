package nexus.chart.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.chart.load.Endpoint;
import nexus.chart.testing.Programs;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// The official TypeScript client. `ops/check` and `ops/e2e` install it and name its folder in `NEXUS_NODE_MODULES`,
/// and
/// Node in `NEXUS_NODE`.
final class NodeClient {
    private static final Path SCRIPT = Path.of("src/test/js/list-and-find.mjs");

    private NodeClient() {}

    /// Whether it is installed; says so if not.
    static boolean isInstalled() {
        var isInstalled = modules().filter(Files::isDirectory).isPresent();
        if (!isInstalled)
            System.out.println("SKIPPED: the TypeScript client is missing: ops/e2e installs it where npm is");
        return isInstalled;
    }

    private static Optional<Path> modules() {
        return Optional.ofNullable(System.getenv("NEXUS_NODE_MODULES")).map(Path::of);
    }

    /// Lists the tools and finds two orders.
    ///
    /// @param mode how the revision is chosen: auto, legacy, pin
    /// @return version, tools, text
    static Tree listAndFind(Endpoint endpoint, String mode) {
        var node = Optional.ofNullable(System.getenv("NEXUS_NODE")).orElse("node");
        var command =
                List.of(node, besideTheModules().toString(), endpoint.url().toString(), mode);
        return Yaml.document(
                Programs.run(command, Map.of("NEXUS_TOKEN", endpoint.token())).orFail());
    }

    /// Node looks for packages beside a script, so it runs as a copy there.
    private static Path besideTheModules() {
        try {
            return Files.copy(
                    SCRIPT,
                    modules().orElseThrow().resolveSibling(SCRIPT.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package nexus.chart.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.chart.testing.Programs;
import nexus.chart.testing.Result;

/// kubectl, for the cluster of KUBECONFIG.
final class Kubectl {
    private Kubectl() {}

    static Result run(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Optional.ofNullable(System.getenv("NEXUS_KUBECTL")).orElse("kubectl"));
        command.addAll(List.of(arguments));
        return Programs.run(command, Map.of());
    }

    /// Makes these objects, or changes them.
    static void apply(String namespace, String manifests) {
        try {
            var file = Files.createTempFile("manifests", ".yaml");
            try {
                Files.writeString(file, manifests);
                run("apply", "--namespace", namespace, "--filename", file.toString())
                        .orFail();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

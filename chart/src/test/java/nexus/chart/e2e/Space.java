package nexus.chart.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import nexus.chart.testing.Result;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/// The namespace of one test. It takes restricted pods only; when the test fails it tells what the pods say; afterwards
/// it
/// is gone.
final class Space implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {
    private static final Duration GONE = Duration.ofSeconds(110);

    private final String name =
            "nexus-e2e-" + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    private Site site;

    @Override
    public void beforeEach(ExtensionContext context) {
        site = Site.assumed();
        System.out.println("Namespace " + name + ": " + context.getDisplayName());
        Kubectl.apply("default", resource("namespace.yaml", "{{name}}", name));
    }

    Site site() {
        return site;
    }

    String name() {
        return name;
    }

    /// kubectl in this namespace.
    Result kubectl(String... arguments) {
        return Kubectl.run(Stream.concat(Stream.of("--namespace", name), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /// One field, or several.
    ///
    /// @param path as in `jsonpath={…}`
    String field(String object, String path) {
        return kubectl("get", object, "--output", "jsonpath=" + path).orFail();
    }

    /// Makes the objects of a file beside the tests.
    ///
    /// @param replacements what to put for what, in pairs
    void apply(String resource, String... replacements) {
        Kubectl.apply(name, resource(resource, replacements));
    }

    private static String resource(String resource, String... replacements) {
        try (var in = Space.class.getResourceAsStream("/e2e/" + resource)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < replacements.length; i += 2) text = text.replace(replacements[i], replacements[i + 1]);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies a Secret into another namespace.
    void copySecret(String secret, Space other) {
        var template = "go-template={{range $key, $value := .data}}  {{$key}}: {{$value}}{{\"\\n\"}}{{end}}";
        var data = kubectl("get", "secret", secret, "--output", template).orFail();
        Kubectl.apply(
                other.name, "apiVersion: v1\nkind: Secret\nmetadata: {name: " + secret + "}\ndata:\n" + data + "\n");
    }

    /// The port at which a node hands on to a Service.
    int nodePort(String service, String port) {
        return Integer.parseInt(field("service/" + service, "{.spec.ports[?(@.name==\"" + port + "\")].nodePort}"));
    }

    /// Waits until a Deployment is what it should be.
    void awaitRollout(String deployment, Duration deadline) {
        kubectl("rollout", "status", "deployment/" + deployment, "--timeout", deadline.toSeconds() + "s")
                .orFail();
    }

    /// Names of the pods that carry these labels and are not about to end.
    List<String> pods(String labels) {
        var template =
                "go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}\n{{end}}{{end}}";
        return kubectl("get", "pods", "--selector", labels, "--output", template)
                .orFail()
                .lines()
                .toList();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(_ -> System.out.println(diagnosis()));
    }

    private String diagnosis() {
        var text = new StringBuilder("What the cluster says of " + name + ":\n");
        text.append(kubectl("get", "all,events").text());
        text.append(kubectl("describe", "pods").text());
        for (var pod : kubectl("get", "pods", "--output", "name").out().lines().toList()) {
            text.append("--- ").append(pod).append('\n');
            text.append(kubectl("logs", pod, "--all-containers", "--prefix", "--tail=80")
                    .text());
        }
        return text.toString();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (site == null) return;
        Kubectl.run("delete", "namespace", name, "--timeout", GONE.toSeconds() + "s")
                .orFail();
    }
}

package nexus.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.testing.Eventually;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/// The images as a test uses them: without root, with a root that cannot be written, with a health that is looked at
/// every
/// second.
final class Images {
    private static final String MISSING = "no images: run ops/check on a machine where Docker answers";
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
    private static final long EVERY_SECOND = Duration.ofSeconds(1).toNanos();

    private Images() {}

    /// Skips the test, and says so, where `ops/check` has not built the images.
    static void assumeBuilt() {
        if (tag().isEmpty()) System.out.println("SKIPPED: " + MISSING);
        Assumptions.assumeTrue(tag().isPresent(), MISSING);
        // A daemon refuses a client that is newer than itself, and the library does not ask which it is.
        if (System.getProperty("api.version") == null) {
            var version = run(List.of("docker", "version", "--format", "{{.Server.APIVersion}}"), Map.of());
            System.setProperty("api.version", version.strip());
        }
    }

    static Optional<String> tag() {
        return Optional.ofNullable(System.getenv("NEXUS_IMAGE_TAG")).filter(tag -> !tag.isBlank());
    }

    static String name(String image) {
        return image + ":" + tag().orElseThrow();
    }

    static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /// A container as the product's chart and compose file run it.
    static GenericContainer<?> restricted(String image, String... arguments) {
        return new GenericContainer<>(DockerImageName.parse(name(image)))
                .withCommand(arguments)
                .withTmpFs(Map.of("/tmp", "rw"))
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(com.github.dockerjava.api.model.Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges:true"))
                        .withMemory(512L << 20)
                        .withMemorySwap(512L << 20));
    }

    /// The same in a network, under a name.
    static GenericContainer<?> named(String name, Network network, String image, String... arguments) {
        return restricted(image, arguments).withNetwork(network).withNetworkAliases(name);
    }

    /// Mounts a volume of Docker's, or a file of this machine by its path: without the library's own check of such
    /// paths,
    /// which pulls an image.
    static <C extends GenericContainer<?>> C mount(C container, String volume, String at) {
        container.withCreateContainerCmdModifier(
                create -> create.getHostConfig().withBinds(new Bind(volume, new Volume(at))));
        return container;
    }

    /// Starts again by itself, as under an orchestrator.
    static <C extends GenericContainer<?>> C restarting(C container) {
        container.withCreateContainerCmdModifier(
                create -> create.getHostConfig().withRestartPolicy(RestartPolicy.unlessStoppedRestart()));
        return container;
    }

    /// Asks its health check every second.
    static <C extends GenericContainer<?>> C watched(C container, String... check) {
        var test = new ArrayList<>(List.of("CMD"));
        test.addAll(Arrays.asList(check));
        container.withCreateContainerCmdModifier(create -> create.withHealthcheck(new HealthCheck()
                .withTest(test)
                .withInterval(EVERY_SECOND)
                .withTimeout(10 * EVERY_SECOND)
                .withRetries(2)));
        return container;
    }

    /// What a container that ends by itself has said.
    ///
    /// @param code what it is to end with
    static Said ended(GenericContainer<?> container, long code) {
        var check = new OneShotStartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(DockerClient client, String id) {
                var state = client.inspectContainerCmd(id).exec().getState();
                if (Boolean.TRUE.equals(state.getRunning())) return StartupStatus.NOT_YET_KNOWN;
                if (state.getExitCodeLong() == null || "created".equals(state.getStatus()))
                    return StartupStatus.NOT_YET_KNOWN;
                return state.getExitCodeLong() == code ? StartupStatus.SUCCESSFUL : StartupStatus.FAILED;
            }
        };
        try (container) {
            container.withStartupCheckStrategy(check.withTimeout(LONGEST_RUN)).start();
            return new Said(
                    container.getLogs(org.testcontainers.containers.output.OutputFrame.OutputType.STDOUT),
                    container.getLogs(org.testcontainers.containers.output.OutputFrame.OutputType.STDERR));
        }
    }

    /// @param output what stood on standard output
    /// @param errors what stood on standard error
    record Said(String output, String errors) {}

    static InspectContainerResponse inspect(GenericContainer<?> container) {
        return docker().inspectContainerCmd(container.getContainerId()).exec();
    }

    static String health(GenericContainer<?> container) {
        var state = inspect(container).getState();
        if (!"running".equals(state.getStatus())) return String.valueOf(state.getStatus());
        return state.getHealth().getStatus();
    }

    static void awaitHealth(GenericContainer<?> container, String wanted) {
        Eventually.holds(container.getDockerImageName() + " is " + wanted, () -> wanted.equals(health(container)));
    }

    /// Where a port of a container is reached now: after a restart it is another.
    static int port(GenericContainer<?> container, int port) {
        var bindings = inspect(container).getNetworkSettings().getPorts().getBindings();
        return Integer.parseInt(bindings.get(ExposedPort.tcp(port))[0].getHostPortSpec());
    }

    /// Runs a program of this machine and returns its output.
    static String run(List<String> command, Map<String, String> variables) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(variables);
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package nexus.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A container of 512 MiB without rights, by Docker's command; removed when it is closed.
final class Container implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int LOOK_AGAIN = 5;
    private static final double KIB_PER_MB = 1000.0 / 1.024;

    private final String id;

    private Container(String id) {
        this.id = id;
    }

    /// Starts one.
    static Container run(String image, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("docker", "run", "--detach", "--memory", "512m", "--memory-swap", "512m"));
        command.addAll(List.of("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"));
        variables.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add(image);
        command.addAll(List.of(arguments));
        return new Container(output(command).strip());
    }

    /// Where this machine reaches it.
    String address() throws IOException, InterruptedException {
        return inspect("{{.NetworkSettings.IPAddress}}");
    }

    /// From the start of the container's process, as Docker dates it, to the first 200 of `/ready`.
    double millisUntilReady(int port) throws IOException, InterruptedException {
        var url = URI.create("http://" + address() + ":" + port + "/ready").toURL();
        var end = Instant.now().plus(LONGEST_START);
        while (true) {
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(1000);
            try {
                if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) break;
            } catch (IOException e) {
                if (Instant.now().isAfter(end)) throw new IOException("not ready: " + log(), e);
            } finally {
                connection.disconnect();
            }
            Thread.sleep(LOOK_AGAIN);
        }
        var ready = Instant.now();
        return Duration.between(Instant.parse(inspect("{{.State.StartedAt}}")), ready)
                        .toNanos()
                / 1e6;
    }

    /// Memory in RAM of its first process.
    double residentMegabytes() throws IOException, InterruptedException {
        var status = output(List.of("docker", "exec", id, "cat", "/proc/1/status"));
        var line = status.lines()
                .filter(one -> one.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MB;
    }

    /// Waits until it has said so.
    void awaitLog(String text) throws IOException, InterruptedException {
        var end = Instant.now().plus(LONGEST_START);
        while (!log().contains(text)) {
            if (Instant.now().isAfter(end)) throw new IOException("it does not say '" + text + "': " + log());
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private String log() throws IOException, InterruptedException {
        return output(List.of("docker", "logs", id));
    }

    private String inspect(String format) throws IOException, InterruptedException {
        return output(List.of("docker", "inspect", "--format", format, id)).strip();
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + output);
        return output;
    }

    @Override
    public void close() {
        try {
            var _ = output(List.of("docker", "rm", "--force", "--volumes", id));
        } catch (IOException | InterruptedException e) {
            System.err.println("the container " + id + " is not removed: " + e.getMessage());
        }
    }
}

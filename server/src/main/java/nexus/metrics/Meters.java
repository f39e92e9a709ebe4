package nexus.metrics;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.metrics.spi.MeterRegistryFormatterProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nexus.mcp.Observer;

/// All meters of this process. Names follow Prometheus: seconds and bytes, counters end in `_total`.
public final class Meters implements AutoCloseable {
    /// Upper bounds of the duration histograms; 2 s is the response time that scaling looks at.
    private static final Duration[] BUCKETS =
            List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MetricsConfig config =
            MetricsConfig.builder().warnOnMultipleRegistries(false).build();
    private final MeterRegistry registry = MeterRegistry.create(config);
    /// The registry holds what it counts by weak references only.
    private final List<Supplier<Long>> counted = new CopyOnWriteArrayList<>();

    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    /// What counts the requests of the protocol.
    public Observer observer() {
        return (method, tool, outcome, took) -> {
            counter("mcp_requests", "Requests by method.", "method", method).increment();
            if (!outcome.equals("ok"))
                counter("mcp_errors", "Failed requests by kind.", "kind", outcome)
                        .increment();
            timer("mcp_request_duration", "Time from the parsed request to its answer.", "method", method, "tool", tool)
                    .record(took);
        };
    }

    /// Counts one command that was sent to MongoDB.
    ///
    /// @param name as MongoDB calls it, such as `find`
    public void command(String name, Duration took, boolean isOk) {
        counter("mongodb_commands", "Commands sent to MongoDB.", "command", name, "outcome", isOk ? "ok" : "error")
                .increment();
        timer("mongodb_command_duration", "Time a MongoDB command took.", "command", name)
                .record(took);
    }

    /// Counts one HTTP answer of the listener for agents.
    public void response(int status) {
        counter("mcp_http_responses", "HTTP answers by status.", "status", Integer.toString(status))
                .increment();
    }

    /// Publishes a value that is read when it is asked for.
    ///
    /// @param tags name, value, name, value …
    public void gauge(String name, String description, Supplier<? extends Number> value, String... tags) {
        registry.getOrCreate(Gauge.builder(name, () -> value.get().doubleValue())
                .description(description)
                .tags(tags(tags)));
    }

    /// Publishes a count that only grows; `_total` is added to its name.
    ///
    /// @param tags name, value, name, value …
    public void count(String name, String description, Supplier<Long> value, String... tags) {
        counted.add(value);
        registry.getOrCreate(FunctionalCounter.builder(name, value, Supplier::get)
                .description(description)
                .tags(tags(tags)));
    }

    /// All meters in the Prometheus text format.
    public String prometheusText() {
        return ServiceLoader.load(MeterRegistryFormatterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(
                        provider -> provider
                                .formatter(
                                        MediaTypes.TEXT_PLAIN, config, registry, Optional.empty(), List.of(), List.of())
                                .stream())
                .flatMap(formatter -> formatter.format().stream())
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    private Counter counter(String name, String description, String... tags) {
        return counters.computeIfAbsent(
                key(name, tags),
                _ -> registry.getOrCreate(
                        Counter.builder(name).description(description).tags(tags(tags))));
    }

    private Timer timer(String name, String description, String... tags) {
        return timers.computeIfAbsent(
                key(name, tags),
                _ -> registry.getOrCreate(Timer.builder(name)
                        .description(description)
                        .tags(tags(tags))
                        .buckets(BUCKETS)
                        .percentiles(new double[0])));
    }

    private static List<String> key(String name, String... tags) {
        return switch (tags.length) {
            case 2 -> List.of(name, tags[1]);
            case 4 -> List.of(name, tags[1], tags[3]);
            default -> List.of(name, String.join(",", tags));
        };
    }

    private static List<Tag> tags(String... tags) {
        return IntStream.range(0, tags.length / 2)
                .mapToObj(i -> Tag.create(tags[2 * i], tags[2 * i + 1]))
                .toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}

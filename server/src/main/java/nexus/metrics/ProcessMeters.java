package nexus.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What this process takes from its machine: CPU, memory, disk and network. Linux tells the last three under `/proc`;
/// elsewhere they read 0.
public final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path IO = Path.of("/proc/self/io");
    private static final Path NETWORK = Path.of("/proc/self/net/dev");
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private ProcessMeters() {}

    /// Publishes them.
    public static void register(Meters meters) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        meters.gauge("process_cpu_seconds_total", "CPU time of this process.", () -> system.getProcessCpuTime() / 1e9);
        meters.gauge("process_cpu_usage", "CPU use of this process, 1 being every core.", system::getProcessCpuLoad);
        meters.gauge("process_resident_memory_bytes", "Resident memory.", () -> 1024 * field(STATUS, "VmRSS:"));
        meters.gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use.",
                () -> memory.getHeapMemoryUsage().getUsed());
        meters.gauge(
                "jvm_memory_heap_max_bytes",
                "Most heap.",
                () -> memory.getHeapMemoryUsage().getMax());
        meters.count("process_disk_read_bytes", "Bytes this process read from disk.", () -> field(IO, "read_bytes:"));
        meters.count(
                "process_disk_written_bytes", "Bytes this process wrote to disk.", () -> field(IO, "write_bytes:"));
        meters.count(
                "process_network_receive_bytes",
                "Bytes that came into the network namespace.",
                () -> network(RECEIVED));
        meters.count("process_network_transmit_bytes", "Bytes that left the network namespace.", () -> network(SENT));
    }

    /// The number behind a name, in a file of `NAME NUMBER` lines.
    private static long field(Path file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> number(words(line), 1))
                .findFirst()
                .orElse(0);
    }

    /// The sum over all interfaces but loopback.
    private static long network(int column) {
        return lines(NETWORK)
                .map(String::strip)
                .filter(line -> line.contains(":") && !line.startsWith("lo:"))
                .mapToLong(line -> number(words(line.substring(line.indexOf(':') + 1)), column))
                .sum();
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }

    private static long number(List<String> words, int index) {
        return index < words.size() ? Long.parseLong(words.get(index)) : 0;
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}

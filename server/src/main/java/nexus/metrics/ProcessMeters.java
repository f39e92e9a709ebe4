package nexus.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What this process takes from its machine: CPU, memory, disk and network. Linux tells the last three under `/proc`;
/// elsewhere they read 0.
public final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");
    /// `QUOTA PERIOD` in microseconds, or `max PERIOD`; seen from inside a container.
    private static final Path CPU_QUOTA = Path.of("/sys/fs/cgroup/cpu.max");

    private static final Path IO = Path.of("/proc/self/io");
    private static final Path NETWORK = Path.of("/proc/self/net/dev");
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private ProcessMeters() {}

    /// Publishes them.
    public static void register(Meters meters) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        meters.gauge("process_cpu_seconds_total", "CPU time of this process.", () -> system.getProcessCpuTime() / 1e9);
        meters.gauge("process_cpu_usage", "CPU use of this process, 1 being every core.", system::getProcessCpuLoad);
        meters.gauge("process_cpu_limit_cores", "Cores that this process may use.", ProcessMeters::cores);
        meters.gauge("process_resident_memory_bytes", "Resident memory.", () -> 1024 * field(STATUS, "VmRSS:"));
        meters.gauge(
                "process_memory_limit_bytes", "Memory of the container, or the machine.", system::getTotalMemorySize);
        var started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        meters.gauge("process_start_time_seconds", "When this process started.", () -> started);
        java(meters);
        machine(meters);
    }

    private static void java(Meters meters) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        meters.gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use, garbage included.",
                () -> memory.getHeapMemoryUsage().getUsed());
        meters.gauge(
                "jvm_memory_heap_live_bytes",
                "Heap in use when it was last collected.",
                () -> pools(MemoryType.HEAP).mapToLong(ProcessMeters::live).sum());
        meters.gauge(
                "jvm_memory_heap_max_bytes",
                "Most heap.",
                () -> memory.getHeapMemoryUsage().getMax());
        meters.gauge(
                "jvm_memory_nonheap_used_bytes",
                "Memory of classes and compiled code.",
                () -> memory.getNonHeapMemoryUsage().getUsed());
        meters.gauge(
                "jvm_memory_direct_used_bytes",
                "Buffers outside of the heap.",
                () -> ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum());
    }

    private static Stream<MemoryPoolMXBean> pools(MemoryType type) {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == type);
    }

    private static long live(MemoryPoolMXBean pool) {
        var usage = pool.getCollectionUsage();
        return usage == null ? 0 : usage.getUsed();
    }

    private static void machine(Meters meters) {
        meters.count("process_disk_read_bytes", "Bytes this process read from disk.", () -> field(IO, "read_bytes:"));
        meters.count(
                "process_disk_written_bytes", "Bytes this process wrote to disk.", () -> field(IO, "write_bytes:"));
        meters.count(
                "process_network_receive_bytes",
                "Bytes that came into the network namespace.",
                () -> network(RECEIVED));
        meters.count("process_network_transmit_bytes", "Bytes that left the network namespace.", () -> network(SENT));
    }

    /// What the control group grants, else what the machine has: Java rounds a fraction of a core up.
    private static double cores() {
        return lines(CPU_QUOTA)
                .map(ProcessMeters::words)
                .filter(words -> !words.getFirst().equals("max") && number(words, 1) > 0)
                .mapToDouble(words -> (double) number(words, 0) / number(words, 1))
                .findFirst()
                .orElse(Runtime.getRuntime().availableProcessors());
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

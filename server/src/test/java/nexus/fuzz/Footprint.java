package nexus.fuzz;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.regex.Pattern;

/// What this process holds: threads of both kinds, open files and sockets, heap.
///
/// @param threads   platform and virtual
/// @param files     open files and sockets; 0 where the system does not tell
/// @param heapBytes in use after a collection
record Footprint(int threads, long files, long heapBytes) {
    private static final Pattern THREAD = Pattern.compile("(?m)^#[0-9]+ ");

    static Footprint now() {
        return new Footprint(countThreads(), countFiles(), measureHeap());
    }

    static long measureHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// A dump is the only thing that names virtual threads too.
    static int countThreads() {
        try {
            var folder = Files.createTempDirectory("threads");
            var file = folder.resolve("dump.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            var threads = THREAD.matcher(Files.readString(file)).results().count();
            Files.delete(file);
            Files.delete(folder);
            return (int) threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long countFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}

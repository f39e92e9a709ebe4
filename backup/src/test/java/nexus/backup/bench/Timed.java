package nexus.backup.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import nexus.backup.Main;

/// The backup program, which writes down at its end how long it took, how much of the processor, and how much of its
/// heap
/// was in use at most after a collection.
final class Timed {
    private static final AtomicLong MOST = new AtomicLong();

    private Timed() {}

    public static void main(String... arguments) {
        long start = System.nanoTime();
        var figures = Path.of(System.getProperty("bench.figures"));
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans())
            ((NotificationEmitter) collector).addNotificationListener((what, _) -> heard(what), null, null);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(figures, System.nanoTime() - start)));
        Main.main(arguments);
    }

    private static void heard(Notification notification) {
        if (!GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(notification.getType())) return;
        var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        // The pools beside the heap are in there too.
        long used = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pool.getKey().matches("Eden Space|Survivor Space|Tenured Gen"))
                .map(Map.Entry::getValue)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        MOST.accumulateAndGet(used, Math::max);
    }

    private static void write(Path file, long nanos) {
        try {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            Files.writeString(file, nanos + " " + system.getProcessCpuTime() + " " + MOST.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

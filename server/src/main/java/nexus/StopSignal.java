package nexus;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// SIGTERM and Ctrl-C: the first asks for a drained stop, the second ends the process at once. A shutdown hook could
/// not tell the two apart, and would end with 143 instead of 0.
final class StopSignal {
    /// As a shell reports a process that SIGKILL ended.
    private static final int KILLED = 137;

    private final CountDownLatch raised = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    private StopSignal() {}

    static StopSignal install() {
        var signal = new StopSignal();
        signal.hear("TERM");
        signal.hear("INT");
        return signal;
    }

    /// By reflection, because javac warns at every mention of `sun.misc.Signal`, the only way to hear of a signal
    /// without ending.
    private void hear(String name) {
        try {
            var type = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var raise = MethodHandles.lookup().bind(this, "raise", MethodType.methodType(void.class, Object.class));
            type.getMethod("handle", type, handlerType)
                    .invoke(
                            null,
                            type.getConstructor(String.class).newInstance(name),
                            MethodHandleProxies.asInterfaceInstance(handlerType, raise));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot hear of SIG" + name, e);
        }
    }

    @SuppressWarnings("unused") // called through its method handle
    private void raise(Object signal) {
        if (count.incrementAndGet() > 1) Runtime.getRuntime().halt(KILLED);
        raised.countDown();
    }

    /// Ends the process after a while, whatever hangs: the cluster would kill it a little later.
    static void endWithin(Duration deadline) {
        Thread.ofPlatform().daemon().name("last-resort").start(() -> {
            try {
                Thread.sleep(deadline);
                Runtime.getRuntime().halt(KILLED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    boolean isRaised() {
        return raised.getCount() == 0;
    }

    void await() throws InterruptedException {
        raised.await();
    }
}

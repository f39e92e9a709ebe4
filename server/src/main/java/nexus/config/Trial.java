package nexus.config;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;

/// Tries out a configuration in steps: planned by name, then reported one after the other in the same order.
public final class Trial {
    private final Consumer<Step> reader;
    private final Deque<String> plan = new ArrayDeque<>();
    private long last = System.nanoTime();
    private boolean isOver;
    private boolean hasFailed;

    /// @param reader is told of each step as soon as it is done
    public Trial(Consumer<Step> reader) {
        this.reader = reader;
    }

    /// Adds steps that will be reported.
    public void plan(Collection<String> names) {
        plan.addAll(names);
        last = System.nanoTime();
    }

    /// The next step has worked.
    public void ok(String text) {
        report(Step.Outcome.OK, text);
    }

    /// The next step has worked, but somebody should look.
    public void warning(String text) {
        report(Step.Outcome.WARNING, text);
    }

    /// The next step has failed, but those after it can still be tried.
    public void flaw(String text) {
        hasFailed = true;
        report(Step.Outcome.FAILED, text);
    }

    /// The next step has failed, and what comes after it rests on it.
    public void fail(String text) {
        flaw(text);
        stop();
    }

    /// Nothing more will be tried.
    public void stop() {
        isOver = true;
        while (!plan.isEmpty()) report(Step.Outcome.SKIPPED, "");
    }

    /// Whether nothing more is to be tried; steps planned from now on are skipped by [#stop()].
    public boolean isOver() {
        return isOver;
    }

    public boolean hasFailed() {
        return hasFailed;
    }

    private void report(Step.Outcome outcome, String text) {
        long now = System.nanoTime();
        reader.accept(new Step(plan.remove(), outcome, text, Duration.ofNanos(now - last)));
        last = now;
    }
}

package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// The driver alone, in a process of its own.
record DriverSubject(Child process) implements Subject {
    static final String NAME = "driver loop";

    static DriverSubject start(Options options, Stock stock) throws IOException {
        var child = Child.main(options.folder(), DriverLoop.class, stock.uri(), stock.database());
        var _ = child.line();
        return new DriverSubject(child);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Question> questions() {
        return EnumSet.of(Question.FIND_ONE, Question.FIND_TEN);
    }

    @Override
    public Sample ask(Question question, int clients, Duration time) throws IOException {
        double before = process.cpuMillis();
        var line = process.ask(question.name() + " " + clients + " " + time.toMillis());
        return new Sample(Outcome.parse(line), process.cpuMillis() - before);
    }
}

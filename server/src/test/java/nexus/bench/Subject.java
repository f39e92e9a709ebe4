package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/// One thing that is measured: a server, or a part of which a call is made.
interface Subject {
    String name();

    /// What it can be asked.
    Set<Question> questions();

    /// The process that pays for it.
    Child process();

    /// Lets so many clients ask it for so long, and tells what that cost.
    Sample ask(Question question, int clients, Duration time) throws IOException, InterruptedException;
}

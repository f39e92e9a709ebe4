package nexus.access.audit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import nexus.mcp.Asked;
import nexus.mcp.Observer;

/// Writes a line for each request that looks at data, changes some, or names what there is. What is the same for every
/// caller, such as the list of tools, is not noted.
final class Bookkeeper implements Observer {
    private static final String LISTEN = "subscriptions/listen";
    private static final Set<String> NOTED = Set.of(
            "tools/call",
            "resources/list",
            "resources/read",
            "resources/subscribe",
            "resources/unsubscribe",
            "prompts/get",
            "completion/complete",
            LISTEN);

    private final Observer next;
    private final What what;
    private final Audit audit;
    private final AtomicLong numbers = new AtomicLong();

    Bookkeeper(Observer next, What what, Audit audit) {
        this.next = next;
        this.what = what;
        this.audit = audit;
    }

    @Override
    public void answered(String method, String tool, String outcome, Duration took) {
        next.answered(method, tool, outcome, took);
    }

    @Override
    public <T> T attend(Asked asked, Supplier<T> work, Function<T, String> outcome) {
        if (!NOTED.contains(asked.method())) return next.attend(asked, work, outcome);
        var deed = new Deed(numbers.incrementAndGet(), asked);
        // It is answered when the client goes away, which may be tomorrow.
        if (asked.method().equals(LISTEN)) audit.note(deed, what);
        var ending = "-32603";
        try {
            T done = ScopedValue.where(Deed.CURRENT, deed).call(() -> next.attend(asked, work, outcome));
            ending = outcome.apply(done);
            return done;
        } finally {
            audit.end(deed, what, ending);
        }
    }
}

package nexus.mcp;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.LogLevel;
import nexus.mcp.catalog.Question;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawObject;

/// One request from its era to its answer. Never throws: a bug is logged here, once, and answered with -32603.
final class Requests {
    private static final System.Logger LOG = System.getLogger(McpServer.class.getName());

    private final Methods methods;
    private final SessionRoute route;
    private final InFlight inFlight;
    private final Observer observer;

    Requests(Methods methods, SessionRoute route, InFlight inFlight, Observer observer) {
        this.methods = methods;
        this.route = route;
        this.inFlight = inFlight;
        this.observer = observer;
    }

    /// Who sent a request, and the way back.
    record Sender(Headers headers, Caller caller, Optional<Session> session, Channel channel) {}

    Reply answer(Message.Request request, Sender sender) {
        long start = System.nanoTime();
        var answered = observer.attend(
                Asked.of(request, sender.caller()), () -> interruptible(request, sender), Answered::outcome);
        var method = Methods.ALL.contains(request.method()) ? request.method() : "other";
        observer.answered(method, answered.tool(), answered.outcome(), Duration.ofNanos(System.nanoTime() - start));
        return answered.reply();
    }

    /// A request that was cancelled is not answered.
    private Answered interruptible(Message.Request request, Sender sender) {
        sender.channel().mayTakeLong();
        try (var work = new Work()) {
            var forget = inFlight.begin(sender.session(), request.id(), work);
            try {
                var answered = guarded(request, sender, work);
                return work.isCancelled() ? new Answered(new Reply.None(), answered.tool(), "cancelled") : answered;
            } finally {
                forget.run();
            }
        }
    }

    private Answered guarded(Message.Request request, Sender sender, Work work) {
        try {
            return switch (Era.of(request, sender.headers())) {
                case Era.Rejected(var fault) -> Answered.refused(request, fault);
                case Era.Modern() -> modern(request, sender, work);
                case Era.Legacy(var revision) -> legacy(request, sender, work, revision);
            };
        } catch (Objection e) {
            return e.answered(request);
        } catch (BadJson e) {
            return Answered.failed(request, Fault.invalidParams(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            return Answered.failed(request, Fault.failed("this call was cancelled"));
        } catch (RuntimeException e) {
            if (!work.isCancelled()) LOG.log(ERROR, "The call of " + JsonText.shorten(request.method()) + " failed", e);
            return Answered.failed(request, Fault.internal());
        }
    }

    /// To a stateless client a closed connection means: stop.
    private Answered modern(Message.Request request, Sender sender, Work work)
            throws BadJson, Objection, InterruptedException {
        var mismatch = sender.headers().mismatch(request);
        if (mismatch.isPresent()) throw Objection.refused(mismatch.get());
        sender.channel().whenGone(work::cancel);
        var declared = request.meta().object(Era.CAPABILITIES).orElse(RawObject.EMPTY);
        return methods.modern(
                exchange(request, sender, work, Revision.V2026_07_28, Capabilities.of(declared, Revision.V2026_07_28)));
    }

    private Answered legacy(Message.Request request, Sender sender, Work work, Revision revision)
            throws BadJson, Objection, InterruptedException {
        var agreed = sender.session().map(Session::revision).orElse(revision);
        var can = sender.session().map(Session::can).orElse(Set.of());
        return methods.legacy(exchange(request, sender, work, agreed, can));
    }

    private Exchange exchange(
            Message.Request request, Sender sender, Work work, Revision revision, Set<Question.Kind> can) {
        return new Exchange(
                request,
                revision,
                sender.caller(),
                sender.headers(),
                sender.session(),
                can,
                sender.channel(),
                work,
                () -> sender.session().map(route::level).orElse(LogLevel.INFO));
    }
}

package nexus.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Function;
import nexus.access.audit.Origin;
import nexus.access.limits.Admission;
import nexus.access.limits.Limits;
import nexus.mcp.McpServer;
import nexus.mcp.Reply;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;

/// `/mcp`: POST takes one message, GET opens the stream of a session, DELETE ends one.
final class McpRoutes implements HttpService {
    static final String PATH = "/mcp";

    private final McpHttp.Surroundings around;
    private final McpServer server;
    private final Traffic traffic;
    private final BodyReader bodies;
    private final Rhythm rhythm;

    McpRoutes(McpHttp.Surroundings around, Traffic traffic, BodyReader bodies, Rhythm rhythm) {
        this.around = around;
        this.server = around.server();
        this.traffic = traffic;
        this.bodies = bodies;
        this.rhythm = rhythm;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::post)
                .get(PATH, this::get)
                .delete(PATH, this::delete)
                .any(PATH, McpRoutes::wrongMethod);
    }

    private static void wrongMethod(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ALLOW, "POST, GET, DELETE");
        Answers.refuse(request, response, Status.METHOD_NOT_ALLOWED_405, "only POST, GET and DELETE are served here");
    }

    private void post(ServerRequest request, ServerResponse response) {
        if (isJson(request)) {
            answer(request, response, outgoing -> {
                var body = bodies.read(request);
                return server.handle(body, RequestHeaders.of(request), caller(request), outgoing);
            });
        } else {
            Answers.refuse(
                    request, response, Status.UNSUPPORTED_MEDIA_TYPE_415, "Content-Type must be application/json");
        }
    }

    private void get(ServerRequest request, ServerResponse response) {
        if (RequestHeaders.acceptsEvents(request)) {
            answer(request, response, outgoing -> server.stream(RequestHeaders.of(request), caller(request), outgoing));
        } else {
            Answers.refuse(
                    request, response, Status.NOT_ACCEPTABLE_406, "the answer is a stream: accept text/event-stream");
        }
    }

    private void delete(ServerRequest request, ServerResponse response) {
        answer(request, response, _ -> server.end(RequestHeaders.of(request), caller(request)));
    }

    private void answer(ServerRequest request, ServerResponse response, Function<Outgoing, Reply> work) {
        var reason = around.obstacle().get();
        if (reason.isPresent()) {
            comeAgain(request, response, reason.get());
            return;
        }
        switch (around.limits().enter(known(request).name())) {
            case Admission.Refused refused -> tooMany(request, response, refused);
            case Admission.Admitted(var pass) -> serve(request, response, pass, work);
        }
    }

    private void serve(
            ServerRequest request, ServerResponse response, Limits.Pass pass, Function<Outgoing, Reply> work) {
        var place = traffic.enter();
        if (place.isEmpty()) {
            pass.close();
            comeAgain(request, response, "the server is busy: try again in a second");
            return;
        }
        var canStream = RequestHeaders.acceptsEvents(request);
        var seat = new Seat(place.get(), pass);
        try (var outgoing = new Outgoing(response, canStream, seat, rhythm, bodies.deadlines())) {
            ScopedValue.where(Origin.CURRENT, Origins.of(request))
                    .run(() -> around.calls()
                            .accept(() -> outgoing.finish(challenged(work.apply(outgoing), request, response))));
        }
    }

    private static void tooMany(ServerRequest request, ServerResponse response, Admission.Refused refused) {
        response.header(HeaderNames.RETRY_AFTER, Long.toString(refused.seconds()));
        Answers.refuse(
                request,
                response,
                Status.TOO_MANY_REQUESTS_429,
                refused.reason() + "; try again in " + refused.seconds() + " s");
    }

    /// A call that needs another right says which, so that its client can ask its user for it.
    private Reply challenged(Reply reply, ServerRequest request, ServerResponse response) {
        if (reply instanceof Reply.Forbidden forbidden && wouldScopesHelp(request, forbidden.needed()))
            response.header(
                    HeaderNames.WWW_AUTHENTICATE,
                    new Challenge(around.gate().resource()).insufficient(forbidden.needed()));
        return reply;
    }

    private static void comeAgain(ServerRequest request, ServerResponse response, String reason) {
        response.header(HeaderNames.RETRY_AFTER, "1");
        Answers.refuse(request, response, Status.SERVICE_UNAVAILABLE_503, reason);
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers()
                .contentType()
                .filter(type -> type.mediaType().equals(MediaTypes.APPLICATION_JSON))
                .isPresent();
    }

    /// They would not where grants withhold what the token allows, nor where a certificate was shown in its place.
    private static boolean wouldScopesHelp(ServerRequest request, Right needed) {
        return request.headers().contains(HeaderNames.AUTHORIZATION)
                && !known(request).may(needed);
    }

    private Caller caller(ServerRequest request) {
        return around.grants().apply(known(request));
    }

    private static Caller known(ServerRequest request) {
        return request.context().get(Caller.class).orElse(Caller.ANONYMOUS);
    }
}

package nexus.bench;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Arrays;

/// The least that an answer over HTTP costs here: Helidon, a route that reads the request and sends fixed bytes.
final class BareRoute {
    private BareRoute() {}

    /// Serves until its input ends.
    ///
    /// @param arguments `NAME=BYTES` for each [Question]; its path is its name
    public static void main(String... arguments) throws IOException {
        var server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .featuresDiscoverServices(false)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .routing(routing -> {
                    for (var argument : arguments) {
                        int equals = argument.indexOf('=');
                        var body = body(Integer.parseInt(argument.substring(equals + 1)));
                        routing.post("/" + argument.substring(0, equals), (in, out) -> answer(in, out, body));
                    }
                })
                .build()
                .start();
        System.out.println(server.port());
        while (System.in.read() >= 0) {}
        server.stop();
    }

    private static byte[] body(int bytes) {
        var body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        return body;
    }

    private static void answer(ServerRequest request, ServerResponse response, byte[] body) {
        var _ = request.content().as(byte[].class);
        response.header(HeaderValues.CONTENT_TYPE_JSON).send(body);
    }
}

package nexus.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Closes the connection when the client asked for it. Helidon 4.5 answers `Connection: close` but leaves the socket
/// open (helidon-io/helidon#12324).
final class ConnectionClose implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE) && response.isSent()) {
            throw new CloseConnectionException("the client asked for it");
        }
    }
}

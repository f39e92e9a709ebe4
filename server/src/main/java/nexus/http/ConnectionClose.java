package nexus.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.function.BooleanSupplier;

/// Closes the connection when the client asked for it, or when the server is stopping and the client had better open
/// its next one elsewhere. Helidon 4.5 answers `Connection: close` but leaves the socket open
/// (helidon-io/helidon#12324).
final class ConnectionClose implements Filter {
    private final BooleanSupplier isStopping;

    ConnectionClose(BooleanSupplier isStopping) {
        this.isStopping = isStopping;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var isLast = isStopping.getAsBoolean() || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
        if (isLast) response.header(HeaderValues.CONNECTION_CLOSE);
        chain.proceed();
        if (isLast && response.isSent()) throw new CloseConnectionException("this was its last answer");
    }
}

package nexus.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Says on every answer which version gave it, where several are at work.
record VersionHeader(Header header) implements Filter {
    private static final HeaderName NAME = HeaderNames.create("x-version");

    static VersionHeader of(String version) {
        return new VersionHeader(HeaderValues.createCached(NAME, version));
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(header);
        chain.proceed();
    }
}

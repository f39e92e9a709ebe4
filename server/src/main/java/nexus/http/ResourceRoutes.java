package nexus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import nexus.access.ProtectedResource;

/// Tells clients without a token whose tokens are taken here (RFC 9728).
record ResourceRoutes(ProtectedResource resource) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        resource.paths()
                .forEach(path -> rules.get(
                        path,
                        (_, response) -> response.header(HeaderValues.CONTENT_TYPE_JSON)
                                .header(HeaderNames.CACHE_CONTROL, "max-age=300")
                                .send(resource.json())));
    }
}

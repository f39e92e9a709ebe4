package nexus.chart.load;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// Where a fleet is called, and with what.
///
/// @param token   the bearer token
/// @param headers further headers of every request
public record Endpoint(URI url, String token, Map<String, String> headers) {
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /// `/mcp` behind a host and a port.
    public static Endpoint of(String host, int port, String token) {
        return new Endpoint(URI.create("http://" + host + ":" + port + "/mcp"), token, Map.of());
    }

    /// The same, with one more header on every request.
    public Endpoint with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Endpoint(url, token, more);
    }
}

package nexus.mcp;

import java.util.LinkedHashMap;
import java.util.Set;
import nexus.mcp.catalog.Argument;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Digest;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawObject;

/// What a call is about: a token that was made for one subject is good for no other.
///
/// @param method    such as `tools/call`
/// @param name      of the tool or prompt
/// @param arguments of the call
record Subject(String method, String name, RawObject arguments) {
    /// Claims that name the caller and the subject.
    Claims claims(Exchange exchange) throws BadJson {
        return Claims.of(
                "sub",
                exchange.caller().name(),
                "for",
                method + " " + name,
                "dig",
                Digest.of(arguments, Argument.CONFIRM));
    }

    /// The same, but these arguments do not count.
    Subject without(Set<String> names) {
        var counted = new LinkedHashMap<>(arguments.fields());
        counted.keySet().removeAll(names);
        return new Subject(method, name, new RawObject(counted));
    }

    boolean isOf(Claims token, Exchange exchange) throws BadJson {
        var own = claims(exchange);
        return own.values().entrySet().stream().allMatch(claim -> token.says(claim.getKey(), claim.getValue()));
    }
}

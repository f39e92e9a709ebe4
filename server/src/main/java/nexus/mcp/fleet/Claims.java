package nexus.mcp.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// What a token says: names and texts.
public record Claims(Map<String, String> values) {
    private static final String EXPIRES = "exp";

    public Claims {
        values = Map.copyOf(values);
    }

    /// Claims of names and values, in turn.
    public static Claims of(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) values.put(namesAndValues[i], namesAndValues[i + 1]);
        return new Claims(values);
    }

    /// The same, with more names and values.
    public Claims with(String... namesAndValues) {
        var all = new LinkedHashMap<>(values);
        all.putAll(of(namesAndValues).values());
        return new Claims(all);
    }

    /// The same, without one of them.
    Claims without(String name) {
        var others = new LinkedHashMap<>(values);
        others.remove(name);
        return new Claims(others);
    }

    /// The same, good for so long.
    public Claims expiringIn(Duration life) {
        return expiringAt(Instant.now().plus(life));
    }

    /// The same, good until then.
    public Claims expiringAt(Instant expiry) {
        return with(EXPIRES, Long.toString(expiry.getEpochSecond()));
    }

    /// The text of a claim; empty where it was not made.
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /// Whether claim and value are just these.
    public boolean says(String name, String value) {
        return get(name).equals(value);
    }

    /// Seals them.
    public String seal(Seal seal, Use use) {
        return seal.seal(use, json());
    }

    /// The claims as JSON in UTF-8.
    public byte[] json() {
        var json = new JsonText(256);
        var separator = "{";
        for (var claim : values.entrySet()) {
            json.raw(separator).string(claim.getKey()).raw(":").string(claim.getValue());
            separator = ",";
        }
        return json.raw(values.isEmpty() ? "{}" : "}").bytes();
    }

    /// The claims of a token that is genuine and not expired.
    public static Optional<Claims> open(Seal seal, Use use, String token) {
        return seal.open(use, token).map(Claims::parse).filter(claims -> !claims.isExpired());
    }

    /// Reads what [#json()] wrote.
    public static Claims parse(byte[] json) {
        try {
            var values = new LinkedHashMap<String, String>();
            RawObject.parse(json, 0, json.length).fields().forEach((name, value) -> values.put(name, text(value)));
            return new Claims(values);
        } catch (BadJson e) {
            throw new IllegalStateException("a genuine token holds claims", e);
        }
    }

    private static String text(RawJson value) {
        return value.text();
    }

    /// Until when they are good; for ever where they do not say.
    public Instant expiry() {
        var expires = get(EXPIRES);
        return expires.isEmpty() ? Instant.MAX : Instant.ofEpochSecond(Long.parseLong(expires));
    }

    private boolean isExpired() {
        return expiry().isBefore(Instant.now());
    }
}

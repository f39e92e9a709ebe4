package nexus.chart.testing;

import tools.jackson.databind.json.JsonMapper;

/// JSON text.
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}

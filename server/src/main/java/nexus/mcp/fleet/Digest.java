package nexus.mcp.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// A fingerprint of a call's arguments. It does not depend on spaces, escapes and the order in which the arguments are
/// named; inside an argument the order of fields counts, as it does to MongoDB.
public final class Digest {
    private Digest() {}

    /// The fingerprint: SHA-256 of the canonical form, in Base64.
    ///
    /// @param except a field at the top that does not count
    public static String of(RawObject arguments, String except) throws BadJson {
        var counted = new TreeMap<>(arguments.fields());
        counted.remove(except);
        var canonical = new JsonText(1024);
        object(counted, canonical);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Seal.sha256(canonical.bytes()));
    }

    private static void object(Map<String, RawJson> fields, JsonText out) throws BadJson {
        out.raw("{");
        for (var field : fields.entrySet()) {
            text(field.getKey(), out);
            out.raw(":");
            value(field.getValue(), out);
            out.raw(",");
        }
        out.raw("}");
    }

    private static void value(RawJson value, JsonText out) throws BadJson {
        switch (value.kind()) {
            case OBJECT -> object(value.object().fields(), out);
            case ARRAY -> array(value, out);
            case STRING -> text(value.text(), out);
            case NUMBER, BOOLEAN, NULL -> out.raw(value);
        }
    }

    /// Half a character would be written as `?`, and stand for another text.
    private static void text(String text, JsonText out) throws BadJson {
        if (!UTF_8.newEncoder().canEncode(text)) throw new BadJson("a text holds half a character");
        out.string(text);
    }

    private static void array(RawJson value, JsonText out) throws BadJson {
        out.raw("[");
        for (var element : RawObject.elements(value.bytes(), value.from(), value.to())) {
            value(element, out);
            out.raw(",");
        }
        out.raw("]");
    }
}

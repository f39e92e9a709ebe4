package nexus.mcp;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Question;
import nexus.mcp.json.BadJson;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// What a client can be asked, read from its `ClientCapabilities`.
final class Capabilities {
    private Capabilities() {}

    /// @param revision that is spoken: what it does not have is left out, whatever the client declares
    static Set<Question.Kind> of(RawObject declared, Revision revision) throws BadJson {
        var can = EnumSet.noneOf(Question.Kind.class);
        if (isObject(declared, "sampling")) can.add(Question.Kind.SAMPLING);
        if (isObject(declared, "roots")) can.add(Question.Kind.ROOTS);
        var elicitation = declared.object("elicitation");
        if (elicitation.isEmpty() || revision == Revision.V2025_03_26) return can;
        // Without a word about modes it is forms, as before there were modes.
        if (isObject(elicitation.get(), "url") && revision != Revision.V2025_06_18) can.add(Question.Kind.URL);
        if (isObject(elicitation.get(), "form") || !elicitation.get().has("url")) can.add(Question.Kind.FORM);
        return can;
    }

    private static boolean isObject(RawObject fields, String name) {
        return fields.field(name)
                .filter(value -> value.kind() == RawJson.Kind.OBJECT)
                .isPresent();
    }

    /// As words for a token.
    static String words(Set<Question.Kind> can) {
        return can.stream().map(Enum::name).collect(Collectors.joining(" "));
    }

    /// Reads [#words].
    static Set<Question.Kind> ofWords(String words) {
        var can = EnumSet.noneOf(Question.Kind.class);
        for (var kind : Question.Kind.values()) {
            if ((" " + words + " ").contains(" " + kind.name() + " ")) can.add(kind);
        }
        return can;
    }
}

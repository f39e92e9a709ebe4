package nexus.access.grants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nexus.access.Token;
import nexus.config.Nearest;
import nexus.config.UnreadableYaml;
import nexus.config.YamlPart;
import nexus.mcp.catalog.Right;

/// Reads grants as they are written.
final class GrantsText {
    private static final List<String> KEYS =
            List.of("name", "who", "level", "connections", "databases", "collections", "hide", "mask", "filter");
    private static final Map<String, Right> LEVELS =
            Map.of("read", Right.READ, "write", Right.WRITE, "manage", Right.ADMIN);
    private static final List<String> KINDS = List.of("oauth", "cert", "group");
    private static final String WANTED = "grants is needed: a list of grants, as docs/grants.md shows it";

    private final GrantCheck check;
    private final List<String> problems = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private GrantsText(GrantCheck check) {
        this.check = check;
    }

    /// What a text came to: grants, or all that is wrong with it.
    record Read(Grants grants, List<String> problems) {
        Read {
            problems = List.copyOf(problems);
        }
    }

    static Read read(String yaml, GrantCheck check) {
        var text = new GrantsText(check);
        try {
            text.file(YamlPart.parse(yaml));
        } catch (UnreadableYaml e) {
            text.problems.add(String.valueOf(e.getMessage()));
        }
        return new Read(new Grants(text.grants), text.problems);
    }

    private void file(YamlPart root) {
        if (!(root instanceof YamlPart.Fields fields)) {
            problems.add(WANTED);
            return;
        }
        var file = new Reading("file", fields, problems);
        file.refuseUnknown(List.of("grants"));
        switch (file.part("grants").orElse(root)) {
            case YamlPart.Items list
            when !list.items().isEmpty() -> {
                for (int i = 0; i < list.items().size(); i++) grant(list.items().get(i), i + 1);
            }
            case YamlPart.Items _ ->
                problems.add("there is no grant: nobody would see anything; leave auth.grants-file unset to grant all");
            case YamlPart.Scalar _, YamlPart.Fields _ -> problems.add(WANTED);
        }
    }

    private void grant(YamlPart part, int number) {
        if (!(part instanceof YamlPart.Fields fields)) {
            problems.add(
                    "line " + part.line() + ", grant " + number + ": a grant must be a mapping that begins with name");
            return;
        }
        var before = problems.size();
        var name = fields.fields().get("name") instanceof YamlPart.Scalar scalar ? " (" + scalar.text() + ")" : "";
        var reading = new Reading("grant " + number + name, fields, problems);
        var grant = grant(reading);
        if (problems.size() == before) check.problems(grant).forEach(problem -> reading.note(fields, problem));
        grants.add(grant);
    }

    private Grant grant(Reading reading) {
        reading.refuseUnknown(KEYS);
        var name = reading.text("name", "by which the log tells this grant from the others");
        if (!name.isEmpty() && !names.add(name)) reading.note(reading.fields(), "another grant has this name");
        var hide = reading.texts("hide", FieldPath::problem);
        return new Grant(
                name,
                Set.copyOf(reading.someTexts(
                        "who", "names of callers, oauth:NAME, cert:NAME, group:NAME, or *", GrantsText::caller)),
                reading.choice("level", LEVELS, Right.READ),
                new Names(reading.someTexts("connections", "names, or * for all", GrantsText::any)),
                new Names(reading.someTexts("databases", "names, or * for all", GrantsText::any)),
                collections(reading),
                hide,
                reading.texts(
                        "mask",
                        path -> hide.contains(path)
                                ? Optional.of(path + " is hidden too: leave one of them out")
                                : FieldPath.problem(path)),
                FilterText.of(reading));
    }

    private static Names collections(Reading reading) {
        return reading.part("collections").isEmpty()
                ? Names.ALL
                : new Names(reading.someTexts("collections", "names, or leave it out for all", GrantsText::any));
    }

    private static Optional<String> any(String name) {
        return Optional.empty();
    }

    private static Optional<String> caller(String who) {
        var colon = who.indexOf(':');
        if (who.equals(Names.ANY)) return Optional.empty();
        if (colon < 0)
            return Token.isName(who)
                    ? Optional.empty()
                    : Optional.of("\"" + who + "\" cannot be the name of a token, and * only stands alone");
        var kind = who.substring(0, colon);
        if (!KINDS.contains(kind))
            return Optional.of("there is no kind of caller " + kind
                    + Nearest.slip(kind, KINDS)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; there are " + String.join(", ", KINDS)));
        var name = who.substring(colon + 1);
        if (name.isEmpty()) return Optional.of("a name is needed after " + who);
        if (name.contains("*") || !name.equals(name.strip()))
            return Optional.of("\"" + who + "\" would be the one whose name is \"" + name
                    + "\": write the name as it is, without * and blanks around it");
        return Optional.empty();
    }
}

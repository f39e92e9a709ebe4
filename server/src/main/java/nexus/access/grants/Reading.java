package nexus.access.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nexus.config.Nearest;
import nexus.config.YamlPart;

/// One pass over one mapping of the file: notes what is wrong and goes on, so that all of it is told together.
///
/// @param about    words for the mapping, such as `grant 2 (analysts)`
/// @param fields   of the mapping
/// @param problems all that was found so far in the file
record Reading(String about, YamlPart.Fields fields, List<String> problems) {
    void refuseUnknown(List<String> known) {
        fields.fields().forEach((key, value) -> {
            if (known.contains(key)) return;
            var near = Nearest.slip(key, known)
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("; there are " + String.join(", ", known));
            note(value, "there is no key " + key + near);
        });
    }

    void note(YamlPart where, String problem) {
        problems.add("line " + where.line() + ", " + about + ": " + problem);
    }

    Optional<YamlPart> part(String key) {
        return Optional.ofNullable(fields.fields().get(key));
    }

    /// A text that must be there; empty where it is not.
    String text(String key, String what) {
        if (part(key).orElse(fields) instanceof YamlPart.Scalar scalar && scalar.isThere())
            return scalar.text().strip();
        note(part(key).orElse(fields), key + " is needed: " + what);
        return "";
    }

    /// The texts of a list, or one text alone; those with a problem are noted and left out.
    ///
    /// @param problem what is wrong with a text, if anything
    List<String> texts(String key, Function<String, Optional<String>> problem) {
        var found = new ArrayList<String>();
        for (var item : items(key)) {
            if (item instanceof YamlPart.Scalar scalar && scalar.isThere()) {
                var text = scalar.text().strip();
                var wrong = problem.apply(text);
                wrong.ifPresent(reason -> note(item, key + ": " + reason));
                if (wrong.isEmpty()) found.add(text);
            } else {
                note(item, key + " must hold texts; put them in quotes where YAML takes them for something else");
            }
        }
        return found;
    }

    private List<YamlPart> items(String key) {
        return switch (part(key).orElse(NO_ITEMS)) {
            case YamlPart.Items list -> list.items();
            case YamlPart.Scalar scalar -> List.of(scalar);
            case YamlPart.Fields mapping -> List.of(mapping);
        };
    }

    private static final YamlPart NO_ITEMS = new YamlPart.Items(List.of(), 0);

    /// The same, and at least one must be there.
    List<String> someTexts(String key, String what, Function<String, Optional<String>> problem) {
        var before = problems.size();
        var found = texts(key, problem);
        if (found.isEmpty() && problems.size() == before) note(part(key).orElse(fields), key + " is needed: " + what);
        return found;
    }

    /// One of several words; the first where it is not there.
    <T> T choice(String key, Map<String, T> words, T preset) {
        var given = part(key);
        if (given.isEmpty()) return preset;
        var word = given.get() instanceof YamlPart.Scalar scalar ? scalar.text().strip() : "";
        if (words.containsKey(word)) return words.getOrDefault(word, preset);
        note(
                given.get(),
                key + " must be "
                        + String.join(", ", words.keySet().stream().sorted().toList()));
        return preset;
    }
}

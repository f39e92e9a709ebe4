package nexus.mcp.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// The arguments of one call, checked against the tool's declaration.
public final class Arguments {
    private final RawObject fields;

    private Arguments(RawObject fields) {
        this.fields = fields;
    }

    /// A string, or empty when it was left out.
    public String text(String name) {
        return fields.text(name).orElse("");
    }

    /// A whole number, or the default when it was left out.
    public long whole(String name, long preset) {
        return fields.field(name)
                .map(RawJson::whole)
                .flatMap(value ->
                        value.isPresent() ? java.util.Optional.of(value.getAsLong()) : java.util.Optional.empty())
                .orElse(preset);
    }

    /// JSON as it was sent, or empty when it was left out.
    public String json(String name) {
        return fields.field(name)
                .filter(value -> value.kind() != RawJson.Kind.NULL)
                .map(RawJson::json)
                .orElse("");
    }

    /// Arguments that may be used, or the reasons why not.
    public sealed interface Checked {
        record Good(Arguments arguments) implements Checked {}

        record Bad(String reason) implements Checked {}
    }

    /// Holds the arguments of a call against the declared ones: unknown, missing and wrong ones are named together.
    public static Checked check(RawObject fields, List<Argument> declared) {
        var reasons = new ArrayList<String>();
        for (var argument : declared) {
            var value = fields.field(argument.name()).filter(given -> given.kind() != RawJson.Kind.NULL);
            if (value.isPresent()) argument.objection(value.get()).ifPresent(reasons::add);
            else if (argument.isRequired()) reasons.add(needed(argument));
        }
        var known = declared.stream().map(Argument::name).toList();
        fields.fields().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> "there is no argument \"" + JsonText.shorten(name) + "\"; there are "
                        + String.join(", ", known))
                .forEach(reasons::add);
        return reasons.isEmpty() ? new Checked.Good(new Arguments(fields)) : new Checked.Bad(sentence(reasons));
    }

    private static String needed(Argument argument) {
        var needed = argument.name() + " is needed";
        return argument.description().isEmpty() ? needed : needed + ": " + argument.description();
    }

    private static String sentence(List<String> reasons) {
        return reasons.stream().limit(10).collect(Collectors.joining("; "));
    }
}

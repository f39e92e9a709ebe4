package nexus.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// One constraint of the schema at one place of the values, and a value just beyond it.
///
/// @param path    keys from the root; a number is a place in a list
/// @param keyword of the schema
/// @param value   what stands at the place, or `null` for a key that may not be there
record Constraint(List<Object> path, String keyword, Object value) {
    private static final Tree SCHEMA = Yaml.file(Chart.HOME.resolve("values.schema.json"));
    private static final Tree DEFAULTS = Yaml.file(Chart.HOME.resolve("values.yaml"));

    /// What describes and does not refuse, or leads further down.
    private static final Set<String> NO_CONSTRAINTS =
            Set.of("$schema", "title", "description", "properties", "definitions", "$ref", "items");

    /// What each keyword is called by Helm 3.17, and by newer ones.
    private static final Map<String, List<String>> SAID = Map.ofEntries(
            Map.entry("type", List.of("Invalid type. Expected", "want ")),
            Map.entry("enum", List.of("must be one of the following", "value must be one of")),
            Map.entry("pattern", List.of("Does not match pattern", "does not match pattern")),
            Map.entry("propertyNames", List.of("Property name of", "invalid propertyName")),
            Map.entry("additionalProperties", List.of("Additional property", "additional properties")),
            Map.entry("required", List.of("is required", "missing propert")),
            Map.entry("minimum", List.of("Must be greater than or equal to", "minimum: got")),
            Map.entry("exclusiveMinimum", List.of("Must be greater than", "exclusiveMinimum: got")),
            Map.entry("maximum", List.of("Must be less than or equal to", "maximum: got")),
            Map.entry("minLength", List.of("String length must be greater than or equal to", "minLength: got")),
            Map.entry("maxLength", List.of("String length must be less than or equal to", "maxLength: got")),
            Map.entry("minItems", List.of("Array must have at least", "minItems: got")));

    /// Every one, at every place that the schema leads to.
    static List<Constraint> all() {
        return below(List.of(), SCHEMA).toList();
    }

    private static Stream<Constraint> below(List<Object> path, Tree reference) {
        var schema = reference.has("$ref") ? definition(reference) : reference;
        var own = schema.fields().entrySet().stream()
                .filter(each -> !NO_CONSTRAINTS.contains(each.getKey()))
                .flatMap(each -> beyond(path, each.getKey(), each.getValue())
                        .map(value -> new Constraint(path, each.getKey(), value)));
        var properties = schema.get("properties").fields().entrySet().stream()
                .flatMap(each -> below(with(path, each.getKey()), each.getValue()));
        var items = schema.has("items") ? below(with(path, 0), schema.get("items")) : Stream.<Constraint>of();
        var others = schema.get("additionalProperties").value() instanceof Map<?, ?>
                ? below(with(path, "other"), schema.get("additionalProperties"))
                : Stream.<Constraint>of();
        return Stream.of(own, properties, items, others).flatMap(each -> each);
    }

    private static Tree definition(Tree reference) {
        return SCHEMA.get("definitions", reference.get("$ref").text().replaceFirst("^#/definitions/", ""));
    }

    /// Values that the keyword is to refuse; none where it refuses nothing.
    private static Stream<Object> beyond(List<Object> path, String keyword, Tree bound) {
        return switch (keyword) {
            case "type" -> path.isEmpty() ? Stream.of() : otherType(bound);
            case "enum" -> Stream.of(bound.items().getLast().text() + "x");
            case "pattern" -> beyondPattern(path, bound.text());
            case "propertyNames" -> Stream.of(Map.of("a b", "text"));
            case "additionalProperties" -> bound.is(false) ? Stream.of(Map.of("unheard-of", 1)) : Stream.of();
            case "required" ->
                // A default that has the key would be joined in.
                DEFAULTS.get(path.toArray()).isMissing() ? Stream.of(Map.of()) : Stream.of();
            case "minimum" -> Stream.of(bound.number(0) - 1);
            case "exclusiveMinimum" -> Stream.of(bound.number(0));
            case "maximum" -> Stream.of(bound.number(0) + 1);
            case "minLength" -> Stream.of("a".repeat(bound.number(0) - 1));
            case "maxLength" -> Stream.of("a".repeat(bound.number(0) + 1));
            case "minItems" -> Stream.of(List.of());
            default -> throw new AssertionError("a keyword without a case, " + keyword + ", at " + path);
        };
    }

    private static Stream<Object> otherType(Tree types) {
        var allowed = types.items().isEmpty()
                ? List.of(types.text())
                : types.items().stream().map(Tree::text).toList();
        return Stream.of(List.of("a list"), "a text", Map.of("a", "map"))
                .filter(each -> !allowed.contains(
                        switch (each) {
                            case List<?> _ -> "array";
                            case Map<?, ?> _ -> "object";
                            default -> "string";
                        }))
                .limit(1);
    }

    /// What is good, with a blank at either end, which a pattern without an anchor would let through.
    private static Stream<Object> beyondPattern(List<Object> path, String pattern) {
        var good = Stream.of(DEFAULTS.get(path.toArray()).text(), "a", "a/b", "/", "1", "1m", "10.0.0.0/8", "-x", "a=b")
                .filter(each -> !each.isEmpty()
                        && Pattern.compile(pattern).matcher(each).find())
                .findFirst()
                .orElse("@");
        return Stream.of(good + " ", " " + good);
    }

    private static List<Object> with(List<Object> path, Object key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    /// The values that violate this one.
    Tree values() {
        var nested = value;
        for (var key : path.reversed()) {
            nested = key instanceof Integer ? List.of(nested) : Map.of(key, nested);
        }
        return new Tree(nested);
    }

    /// Whether Helm named the place and what is wrong there.
    boolean isSaid(List<String> lines) {
        var old = path.isEmpty() ? "(root)" : path.stream().map(String::valueOf).collect(Collectors.joining("."));
        var pointer = path.stream().map(each -> "/" + each).collect(Collectors.joining());
        return lines.stream()
                .filter(each -> each.contains("- at '" + pointer + "': ")
                        || each.contains("- " + old + ": ")
                        // Helm 4 does not say where a bad name is.
                        || (keyword.equals("propertyNames") && each.contains("- at '': ")))
                .anyMatch(each -> SAID.get(keyword).stream().anyMatch(each::contains));
    }

    /// All of them in few groups, none of which has two for one value.
    static List<List<Constraint>> groups() {
        var groups = new ArrayList<List<Constraint>>();
        for (var each : all()) {
            groups.stream()
                    .filter(group -> group.stream().allMatch(each::isApartFrom))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.getLast();
                    })
                    .add(each);
        }
        return groups;
    }

    /// Neither place is in the other: a list has one entry, so that two of its entries are the same place.
    private boolean isApartFrom(Constraint other) {
        var shared = Math.min(path.size(), other.path.size());
        return !path.subList(0, shared).equals(other.path.subList(0, shared))
                && sharedUntilTheyPart(other).stream().noneMatch(Integer.class::isInstance);
    }

    private List<Object> sharedUntilTheyPart(Constraint other) {
        var shared = 0;
        while (path.get(shared).equals(other.path.get(shared))) {
            shared++;
        }
        return path.subList(0, shared);
    }
}
